import { Button } from 'react-aria-components'
import { useDesk } from '../in-desk.ts'
import { keys } from '../keys.ts'
import { Title } from './title.tsx'

/** All keys on one page. */
export function KeysPage() {
  const { says } = useDesk()
  return (
    <div className="form">
      <Title>{says('keys.title')}</Title>
      <p className="fine">{says('keys.about')}</p>
      <dl className="keys">
        {keys.map(({ shown, does }) => (
          <div key={does}>
            <dt>
              <kbd>Alt</kbd> <kbd>{shown}</kbd>
            </dt>
            <dd>{says(`keys.${does}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Alt</kbd> <kbd>1</kbd>–<kbd>9</kbd>
          </dt>
          <dd>{says('keys.session')}</dd>
        </div>
        <div>
          <dt>
            <kbd>/</kbd>
          </dt>
          <dd>{says('keys.slash')}</dd>
        </div>
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{says('keys.keys')}</dd>
        </div>
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>{says('keys.enter')}</dd>
        </div>
      </dl>
      <div className="row ends">
        <Button className="plain" slot="close" autoFocus>
          {says('back')}
        </Button>
      </div>
    </div>
  )
}
