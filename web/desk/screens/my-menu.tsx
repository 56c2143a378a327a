import { Button, Dialog, DialogTrigger, Label, Popover, Radio, RadioGroup, Switch } from 'react-aria-components'
import { useDesk, useShift } from '../in-desk.ts'
import { languages } from '../languages.ts'
import { type Choices, choices } from '../state/choices.ts'
import { open } from '../state/dialogue.ts'
import { signOut } from '../state/signed-in.ts'
import { allowSound, play } from '../state/sound.ts'
import { useStore } from '../state/use-store.ts'
import { Icon } from './icon.tsx'

/** Who is at the desk, and what they chose for themselves: how it looks, and how it sounds. */
export function MyMenu() {
  const { says } = useDesk()
  const name = useShift(shift => shift.me.name)
  return (
    <DialogTrigger>
      <Button className="me">
        <span className="on-phones">
          <Icon of="me" />
        </span>
        <span className="name" dir="auto">
          {name}
        </span>
        <Icon of="more" />
      </Button>
      <Popover className="drop" placement="bottom end">
        <Dialog aria-label={says('me.label')}>
          {({ close }) => (
            <div className="form">
              <Choice of="ground" options={['machine', 'light', 'dark']} />
              <Choice of="size" options={['usual', 'large', 'larger']} />
              <Choice of="sound" options={['bell', 'wood', 'none']} />
              <LanguageChoice />
              <Notifies />
              <div className="row ends">
                <Button
                  className="plain"
                  onPress={() => {
                    close()
                    open({ what: 'keys' })
                  }}
                >
                  {says('me.keys')}
                </Button>
                <SignOut />
              </div>
            </div>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Choice<K extends 'ground' | 'size' | 'sound'>({
  of,
  options,
}: {
  readonly of: K
  readonly options: readonly Choices[K][]
}) {
  const { says } = useDesk()
  const now = useStore(choices, chosen => chosen[of])
  const choose = (value: string) => {
    const found = options.find(option => option === value)
    if (found === undefined) return
    choices.set({ [of]: found })
    if (of !== 'sound') return
    allowSound()
    play(choices.get().sound)
  }
  return (
    <RadioGroup className="segments" value={now} onChange={choose} orientation="horizontal">
      <Label>{says(`me.${of}`)}</Label>
      <div className="options">
        {options.map(option => (
          <Radio key={option} value={option} className="segment">
            {says(`me.${of}.${option}`)}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}

/** Each language by its own name. */
const ownNames = { en: 'English', es: 'Español', fr: 'Français' } as const

function LanguageChoice() {
  const { says } = useDesk()
  const now = useStore(choices, chosen => chosen.language)
  const choose = (value: string) => choices.set({ language: languages.find(each => each === value) ?? 'browser' })
  return (
    <label className="field">
      <span className="label">{says('me.language')}</span>
      <select value={now} onChange={({ target }) => choose(target.value)}>
        <option value="browser">{says('me.language.browser')}</option>
        {languages.map(each => (
          <option key={each} value={each} lang={each}>
            {ownNames[each]}
          </option>
        ))}
      </select>
    </label>
  )
}

function Notifies() {
  const { says } = useDesk()
  const now = useStore(choices, chosen => chosen.notifies)
  const change = async (wanted: boolean) => {
    const isAllowed = wanted && (await Notification.requestPermission()) === 'granted'
    choices.set({ notifies: isAllowed })
  }
  return (
    <Switch className="switch" isSelected={now} onChange={wanted => void change(wanted)}>
      <span className="track" aria-hidden="true" />
      {says('me.notifies')}
    </Switch>
  )
}

function SignOut() {
  const { desk, says } = useDesk()
  return (
    <Button className="plain" onPress={() => void desk.signOff().then(signOut)}>
      {says('me.sign-out')}
    </Button>
  )
}
