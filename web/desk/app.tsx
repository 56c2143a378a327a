import { useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { DeskRefusal, mayPass } from '../../client/desk-http.ts'
import { wording } from '../shared/wording.ts'
import { InDeskContext } from './in-desk.ts'
import { Frame } from './screens/frame.tsx'
import { SignInPage } from './screens/sign-in-page.tsx'
import { choices } from './state/choices.ts'
import { type Desk, openDesk } from './state/desk.ts'
import { kept } from './state/kept.ts'
import { backFromSignIn, forgetSignIn, signInOfTab } from './state/signed-in.ts'
import words from './words/en.json' with { type: 'json' }

/** The desk speaks English so far. Libraries' own words come from their libraries. */
const language = 'en-US'
const says = wording('en', words)

type Stage =
  | { readonly at: 'coming' }
  | { readonly at: 'outside'; readonly why?: string }
  | { readonly at: 'inside'; readonly desk: Desk }

/** Lets somebody in who comes back from their provider or whose tab was loaded anew, and otherwise asks who they are. */
async function arrive(): Promise<Stage> {
  try {
    const tokens = (await backFromSignIn()) ?? signInOfTab()
    if (!tokens) return { at: 'outside' }
    const desk = await openDesk(tokens)
    if (kept.wasOnDuty()) void desk.comeOnDuty(choices.get().pools)
    return { at: 'inside', desk }
  } catch (error) {
    if (error instanceof DeskRefusal && !mayPass(error)) forgetSignIn()
    return { at: 'outside', why: error instanceof Error ? error.message : String(error) }
  }
}

/** An answer of a provider can be used once, however often React renders. */
const arriving = arrive()

export function App() {
  const [stage, setStage] = useState<Stage>({ at: 'coming' })
  useEffect(() => {
    void arriving.then(setStage)
  }, [])
  return (
    <I18nProvider locale={language}>
      <Router hook={useHashLocation}>
        {stage.at === 'coming' && <p className="coming">{says('coming')}</p>}
        {stage.at === 'outside' && <SignInPage says={says} why={stage.why} />}
        {stage.at === 'inside' && (
          <InDeskContext value={{ desk: stage.desk, says, language }}>
            <Frame />
          </InDeskContext>
        )}
      </Router>
    </I18nProvider>
  )
}
