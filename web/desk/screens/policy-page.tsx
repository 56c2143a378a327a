import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { isWebLink } from '../../../lib/protocol/link.ts'
import { useDesk, useServing } from '../in-desk.ts'
import { focusFirst } from '../state/dialogue.ts'
import { Statement } from './statement.tsx'
import { Title } from './title.tsx'

type Policy = Extract<Reply, { type: 'policy' }>

/** What a library tells librarians elsewhere, with a search. Patrons never see it (R11). */
export function PolicyPage({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const library = useServing(session, serving => serving.library) ?? ''
  const [policy, setPolicy] = useState<Policy>()
  const [problem, setProblem] = useState<string>()
  const [wanted, setWanted] = useState('')
  useEffect(() => {
    void desk.send({ action: 'policy', library }).then(reply => {
      if (reply.type === 'policy') setPolicy(reply)
      if (reply.type === 'refused') setProblem(reply.reason)
    })
  }, [desk, library])
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (policy?.statements ?? []).filter(({ topic, text }) =>
    words.every(word => `${topic} ${text}`.toLowerCase().includes(word)),
  )
  return (
    <div className="form">
      <Title>{says('policy.title', { library: policy?.name ?? library })}</Title>
      {problem && <p className="problem">{problem}</p>}
      <label className="field">
        <span className="label">{says('policy.search')}</span>
        <input type="search" value={wanted} ref={focusFirst} onChange={({ target }) => setWanted(target.value)} />
      </label>
      {policy && found.length === 0 && (
        <p className="fine">{says(policy.statements.length === 0 ? 'policy.empty' : 'policy.none')}</p>
      )}
      <ul className="statements">
        {found.map(statement => (
          <Statement key={statement.id} session={session} statement={statement} />
        ))}
      </ul>
      {policy?.policyPage && isWebLink(policy.policyPage) && (
        <p>
          <a href={policy.policyPage} target="_blank" rel="noopener noreferrer">
            {says('today.policy')}
          </a>
        </p>
      )}
      <div className="row ends">
        <Button className="plain" slot="close">
          {says('back')}
        </Button>
      </div>
    </div>
  )
}
