import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { Link, Route, Switch, useLocation, useRoute } from 'wouter'
import { useDesk, useShift } from '../in-desk.ts'
import { pressed } from '../keys.ts'
import { choices } from '../state/choices.ts'
import { onAlert } from '../state/desk.ts'
import { DeskScreen } from './desk-screen.tsx'
import { Dialogues } from './dialogues.tsx'
import { Duty } from './duty.tsx'
import { Icon } from './icon.tsx'
import { useKeptFocus } from './kept-focus.ts'
import { LineStrip } from './line-strip.tsx'
import { MyMenu } from './my-menu.tsx'
import { News } from './news.tsx'
import { Notices } from './notices.tsx'

/** Screens that are loaded when they are opened. */
const FollowUps = lazy(async (): Promise<{ default: ComponentType }> => {
  const { FollowUpsScreen } = await import('../follow-ups/follow-ups-screen.tsx')
  return { default: FollowUpsScreen }
})

const LibrarySettings = lazy(async (): Promise<{ default: ComponentType }> => {
  const { LibraryScreen, prepareSettings } = await import('../settings/library-screen.tsx')
  await prepareSettings()
  return { default: LibraryScreen }
})
const Consortium = lazy(async (): Promise<{ default: ComponentType }> => {
  const [{ ConsortiumScreen }, { prepareSettings }] = await Promise.all([
    import('../settings/consortium-screen.tsx'),
    import('../settings/library-screen.tsx'),
  ])
  await prepareSettings()
  return { default: ConsortiumScreen }
})

/** Everything around the screens: where one is, whether one is on duty, and whether the line is up. */
export function Frame() {
  const { desk, says } = useDesk()
  const [, goTo] = useLocation()
  const role = useShift(shift => shift.me.role)
  useEffect(() => {
    const duty = () => document.querySelector<HTMLElement>('.duty button')?.click()
    const onKey = (event: KeyboardEvent) => {
      if (pressed(event, { desk, goTo, duty })) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [desk, goTo])
  useNotifications()
  useKeptFocus()
  return (
    <div className="shell">
      <header className="top">
        <span className="ribbon" aria-hidden="true" />
        <p className="mark">Coopdesk</p>
        <nav aria-label={says('nav.label')}>
          <Place to="/" icon="desk" name={says('nav.desk')} />
          <Place to="/follow-ups" icon="owed" name={says('nav.follow-ups')} />
          {role === 'library-administrator' && <Place to="/library" icon="library" name={says('nav.library')} />}
          {role === 'consortium-administrator' && (
            <Place to="/consortium" icon="consortium" name={says('nav.consortium')} />
          )}
        </nav>
        <Duty />
        <MyMenu />
      </header>
      <LineStrip />
      <Suspense fallback={<p className="coming">{says('coming')}</p>}>
        <Switch>
          <Route path="/follow-ups" component={FollowUps} />
          <Route path="/follow-ups/:session" component={FollowUps} />
          <Route path="/library/:part?" component={LibrarySettings} />
          <Route path="/consortium/:library?/:part?" component={Consortium} />
          <Route component={DeskScreen} />
        </Switch>
      </Suspense>
      <TitleOfPage />
      <Notices />
      <News />
      <Dialogues />
    </div>
  )
}

function Place({
  to,
  icon,
  name,
}: {
  readonly to: string
  readonly icon: Parameters<typeof Icon>[0]['of']
  readonly name: string
}) {
  const [isExactly] = useRoute(to)
  const [isBelow] = useRoute(`${to}/*?`)
  const isHere = to === '/' ? isExactly : isExactly || isBelow
  return (
    <Link href={to} className="place" aria-current={isHere ? 'page' : undefined}>
      <Icon of={icon} />
      <span>{name}</span>
    </Link>
  )
}

/** A notification of the browser at an alert, for those who chose it, while they look at something else. */
function useNotifications() {
  const { says } = useDesk()
  useEffect(
    () =>
      onAlert(({ key, values }) => {
        if (!choices.get().notifies || !document.hidden || Notification.permission !== 'granted') return
        const shown = new Notification(says('alert.title'), { body: says(key, values), tag: 'coopdesk', silent: true })
        shown.onclick = () => {
          window.focus()
          shown.close()
        }
      }),
    [says],
  )
}

/** A window behind others says what waits there. */
function TitleOfPage() {
  const { says } = useDesk()
  const waiting = useShift(shift => shift.waiting.length + shift.others)
  const isCalled = useShift(shift => shift.called.length + shift.offers.length > 0)
  useEffect(() => {
    document.title =
      waiting > 0 || isCalled ? says(isCalled ? 'title.called' : 'title.waiting', { waiting }) : 'Coopdesk'
  }, [says, waiting, isCalled])
  return null
}
