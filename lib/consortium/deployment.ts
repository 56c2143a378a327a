import type { Deployment } from './consortium.ts'
import type { Complaint, ConsortiumFile } from './file-shape.ts'

/** Where and how the system is deployed in AWS, according to the file. */
export function deploymentOf(settings: ConsortiumFile['settings']): Deployment {
  const { region, operator, domains, tags, replies } = settings
  const monthlyBudget = settings['monthly-budget']
  const mailFrom = settings['mail-from']
  return {
    stackName: settings['stack-name'],
    tags,
    senderIdentity: settings['sender-identity'],
    repliesIdentity: replies?.identity ?? 'create',
    ...(region && { region }),
    ...(operator && { operator }),
    ...(monthlyBudget !== undefined && { monthlyBudget }),
    ...(domains && { domains }),
    ...(mailFrom && { mailFrom }),
    ...(replies?.['rule-set'] && { ruleSet: replies['rule-set'] }),
  }
}

/** Settings of the deployment that contradict each other. */
export function deploymentComplaints({ settings }: ConsortiumFile): readonly Complaint[] {
  return [...domainsComplaints(settings), ...mailFromComplaints(settings), ...budgetComplaints(settings)].map(
    ({ path, sentence }) => ({ path: ['settings', ...path], sentence }),
  )
}

function domainsComplaints({ domains, region }: ConsortiumFile['settings']): readonly Complaint[] {
  if (!domains) return []
  const { certificate, http, socket, links } = domains
  const its = certificate.split(':')[3]
  return [
    ...(http === undefined && socket === undefined && links === undefined
      ? [{ path: ['domains'], sentence: 'There is a certificate, but no domain: name "http", "socket" or "links".' }]
      : []),
    ...(socket !== undefined && (socket === http || socket === links)
      ? // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-custom-domain-names.html
        [{ path: ['domains', 'socket'], sentence: 'API Gateway wants a domain for the socket that no other API has.' }]
      : []),
    ...(region !== undefined && its !== region
      ? [
          {
            path: ['domains', 'certificate'],
            sentence: `The certificate is in ${its}, but the desk goes to ${region}: API Gateway takes one of its own region only.`,
          },
        ]
      : []),
  ]
}

/** https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
function mailFromComplaints(settings: ConsortiumFile['settings']): readonly Complaint[] {
  const mailFrom = settings['mail-from']
  if (mailFrom === undefined) return []
  const path = ['mail-from']
  const sender = settings.sender.slice(settings.sender.lastIndexOf('@') + 1).toLowerCase()
  const replies = settings.replies?.domain
  return [
    ...(settings['sender-identity'] === 'domain'
      ? []
      : [{ path, sentence: 'The desk sets "mail-from" only where "sender-identity" is domain.' }]),
    ...(mailFrom.endsWith(`.${sender}`) ? [] : [{ path, sentence: `SES wants a domain within ${sender} here.` }]),
    ...(replies !== undefined && (mailFrom === replies || mailFrom.endsWith(`.${replies}`))
      ? [{ path, sentence: 'SES wants a domain here that takes no mail, and this one is for replies.' }]
      : []),
  ]
}

function budgetComplaints(settings: ConsortiumFile['settings']): readonly Complaint[] {
  if (settings['monthly-budget'] === undefined || settings.operator !== undefined) return []
  return [{ path: ['monthly-budget'], sentence: 'Nobody would be told of it: name an "operator", too.' }]
}
