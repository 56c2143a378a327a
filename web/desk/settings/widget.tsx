import { useEffect, useRef } from 'react'
import { accentOn, colourIn } from '../../shared/contrast.ts'
import { grounds } from '../../shared/grounds.ts'
import { wording } from '../../shared/wording.ts'
import english from '../../shared/words/en.json' with { type: 'json' }
import spanish from '../../shared/words/es.json' with { type: 'json' }
import french from '../../shared/words/fr.json' with { type: 'json' }
import { buttonText } from '../../widget/button-words.ts'
import { useDesk } from '../in-desk.ts'
import { languageName } from '../times.ts'
import type { LibraryInFile } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { Field, PartForm } from './part-form.tsx'
import { type Drafts, faultsAt, usePart } from './use-part.ts'

/** The texts that libraries change most. The file can replace the others, too. */
const wordKeys = ['button.ask', 'title', 'form.question', 'form.hint'] as const
type WordKey = (typeof wordKeys)[number]

interface WidgetForm {
  readonly accent: string
  readonly words: LibraryInFile['page']['words']
}

/** What a page has that sets nothing. */
const usualAccent = '#1f5f99'

const read = ({ page: { accent = usualAccent, words } }: LibraryInFile): WidgetForm => ({ accent, words })

function write({ accent, words }: WidgetForm, { page }: LibraryInFile) {
  const kept = Object.entries(words).map(([language, texts]) => [
    language,
    Object.fromEntries(Object.entries(texts).filter(([, text]) => /\S/.test(text))),
  ])
  return { page: { ...page, accent: accent.trim(), words: Object.fromEntries(kept) } }
}

const isColour = (text: string): boolean => /^#[\da-f]{6}$/i.test(text)

const drafts: Drafts<WidgetForm> = new Map()

/** What patrons see of the library: its colour and its words, as they would look. */
export function Widget() {
  const { language: here } = useDesk()
  const { library } = useLibrary()
  const part = usePart(drafts, read, write)
  const { form, set, attempt } = part
  const { languages } = library.page
  const [first = 'en'] = languages
  const own = (language: string, key: WordKey) => form.words[language]?.[key] ?? ''
  const put = (language: string, key: WordKey, text: string) =>
    set({ words: { ...form.words, [language]: { ...form.words[language], [key]: text } } })
  return (
    <PartForm part={part} beside={[['page', 'accent'], ...languages.map(each => ['page', 'words', each])]}>
      <p className="lead">{says('widget.text')}</p>
      <div className="grounds">
        {(['light', 'dark'] as const).map(ground => (
          <Shown key={ground} ground={ground} accent={form.accent} words={form.words[first] ?? {}} language={first} />
        ))}
      </div>
      <Field label={says('widget.accent')} faults={faultsAt(attempt.no, ['page', 'accent'])}>
        {field => (
          <div className="row colour">
            <input
              type="color"
              aria-label={says('widget.choose')}
              value={isColour(form.accent) ? form.accent.toLowerCase() : usualAccent}
              onChange={({ target }) => set({ accent: target.value })}
            />
            <input {...field} value={form.accent} onChange={({ target }) => set({ accent: target.value })} />
          </div>
        )}
      </Field>
      <Corrected accent={form.accent} />
      {languages.map(language => (
        <fieldset key={language} className="form">
          <legend>
            <h2>{says('widget.words', { language: languageName(here, language) })}</h2>
          </legend>
          {wordKeys.map(key => (
            <Field
              key={key}
              label={says(`widget.${key}`)}
              faults={faultsAt(attempt.no, ['page', 'words', language, key])}
            >
              {field => (
                <input
                  {...field}
                  lang={language}
                  dir="auto"
                  value={own(language, key)}
                  placeholder={usualText(language, key, library.name)}
                  onChange={({ target }) => put(language, key, target.value)}
                />
              )}
            </Field>
          ))}
        </fieldset>
      ))}
      <p className="fine">{says('widget.hint')}</p>
    </PartForm>
  )
}

function usualText(language: string, key: WordKey, library: string): string {
  if (key === 'button.ask') return buttonText('ask', language, {})
  const [base] = language.split('-')
  const words = base === 'es' ? spanish : base === 'fr' ? french : english
  return wording(base === 'es' || base === 'fr' ? base : 'en', words)(key, { library })
}

/** Where the colour could not be read, and what patrons see there instead. */
function Corrected({ accent }: { readonly accent: string }) {
  if (!isColour(accent)) return null
  const sentences = (['light', 'dark'] as const).flatMap(ground => {
    const [shown] = accentOn(grounds[ground], accent)
    if (String(shown) === String(colourIn(accent))) return []
    const colour = `#${shown.map(part => part.toString(16).padStart(2, '0')).join('')}`
    return [says(`widget.corrected.${ground}`, { colour })]
  })
  return (
    <div className="corrected" role="status">
      {(sentences.length > 0 ? sentences : [says('widget.readable')]).map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}

interface ShownProps {
  readonly ground: 'light' | 'dark'
  readonly accent: string
  readonly words: Readonly<Record<string, string>>
  readonly language: string
}

/** The button, and the beginning of what it opens. */
function Shown({ ground, accent, words, language }: ShownProps) {
  const { library } = useLibrary()
  const figure = useRef<HTMLElement>(null)
  useEffect(() => {
    const [shown, onShown] = accentOn(grounds[ground], accent)
    figure.current?.style.setProperty('--shown', `rgb(${shown})`)
    figure.current?.style.setProperty('--on-shown', `rgb(${[onShown, onShown, onShown]})`)
  }, [ground, accent])
  const text = (key: WordKey) =>
    (words[key]?.trim() || usualText(language, key, library.name)).replaceAll('{library}', library.name)
  return (
    <figure className={`shown ${ground}`} ref={figure} lang={language}>
      <figcaption>{says(`widget.on.${ground}`)}</figcaption>
      <div className="shown-panel" dir="auto">
        <p className="shown-title">{text('title')}</p>
        <p className="label">{text('form.question')}</p>
        <p className="shown-hint">{text('form.hint')}</p>
        <p className="shown-field" />
      </div>
      <p className="shown-button" dir="auto">
        {text('button.ask')}
      </p>
    </figure>
  )
}
