import type { Cdn, Deployment } from './consortium.ts'
import { shieldRegions } from './deployment-shape.ts'
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
    ...(settings.cdn.enabled && { cdn: cdnOf(settings.cdn) }),
    ...(mailFrom && { mailFrom }),
    ...(replies?.['rule-set'] && { ruleSet: replies['rule-set'] }),
  }
}

function cdnOf({ domain, certificate, 'origin-shield': originShield }: ConsortiumFile['settings']['cdn']): Cdn {
  return {
    ...(domain !== undefined && certificate !== undefined && { domain: { name: domain, certificate } }),
    ...(originShield !== undefined && { originShield }),
  }
}

/**
 * The SES identity by which Cognito sends from `sender`. It has to be told one, and of an existing identity the file does not say
 * whether it is the address or its domain, so that of the domain is taken.
 */
export function identityOfPool(sender: string, kind: Deployment['senderIdentity']): string {
  return kind === 'address' ? sender : sender.slice(sender.lastIndexOf('@') + 1)
}

/** Settings of the deployment that contradict each other. */
export function deploymentComplaints({ settings }: ConsortiumFile): readonly Complaint[] {
  return [
    ...domainsComplaints(settings),
    ...cdnComplaints(settings),
    ...mailFromComplaints(settings),
    ...budgetComplaints(settings),
  ].map(({ path, sentence }) => ({ path: ['settings', ...path], sentence }))
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

/** CloudFront takes a certificate of us-east-1 only, wherever the desk is, and not every region has an Origin Shield. */
function cdnComplaints({ cdn, region }: ConsortiumFile['settings']): readonly Complaint[] {
  const { enabled, domain, certificate } = cdn
  const its = certificate?.split(':')[3]
  const keys = (['domain', 'certificate', 'origin-shield'] as const).filter(key => cdn[key] !== undefined)
  if (!enabled)
    return keys.map(key => ({ path: ['cdn', key], sentence: 'There is no CDN for this: "enabled" is false.' }))
  return [
    ...((domain === undefined) === (certificate === undefined)
      ? []
      : [{ path: ['cdn'], sentence: 'A CDN with a name of its own has both a "domain" and a "certificate".' }]),
    ...(its === undefined || its === 'us-east-1'
      ? []
      : [
          {
            path: ['cdn', 'certificate'],
            sentence: `The certificate is in ${its}, but CloudFront takes one of us-east-1 only.`,
          },
        ]),
    ...(region === undefined || cdn['origin-shield'] !== undefined || shieldRegions.some(each => each === region)
      ? []
      : [
          {
            path: ['region'],
            sentence: `CloudFront has no Origin Shield in ${region}: name a region near it in "cdn", "origin-shield".`,
          },
        ]),
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
