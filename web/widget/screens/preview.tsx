import { accentOn, colourIn } from '../../shared/contrast.ts'
import { grounds } from '../../shared/grounds.ts'
import { useView } from '../in-view.ts'

/** For those who set the library's colour: whether it was corrected, and into what. */
export function Preview() {
  const { card, says } = useView()
  const wanted = card.colours.accent ?? ''
  const corrected = (['light', 'dark'] as const).flatMap(ground => {
    const [accent] = accentOn(grounds[ground], wanted)
    const isSame = String(accent) === String(colourIn(wanted))
    const colour = `#${accent.map(part => part.toString(16).padStart(2, '0')).join('')}`
    return isSame ? [] : [says(`preview.${ground}`, { colour })]
  })
  return (
    <div class="strip preview">
      <p>{says('preview.note', { library: card.name })}</p>
      {corrected.length === 0 ? <p>{says('preview.fine')}</p> : corrected.map(text => <p key={text}>{text}</p>)}
    </div>
  )
}
