import { expect, test } from 'vitest'
import { parseConsortium } from '../../../lib/consortium/parse.ts'

const fileWith = (settings: string) => `name: Two Rivers
settings:
  sender: desk@two-rivers.example.org
  replies: { domain: replies.two-rivers.example.org }
${settings}
libraries:
  - { id: east, name: East, time-zone: UTC, mailbox: east@two-rivers.example.org, origins: [] }
`

function problemsOf(settings: string): readonly string[] {
  const read = parseConsortium(fileWith(settings))
  return 'problems' in read ? read.problems.map(({ sentence }) => sentence) : []
}

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d'

test.each([
  ['a stack name that CloudFormation would refuse', '  stack-name: 2rivers', '"stack-name" must be letters'],
  ['a region that is not the name of one', '  region: Frankfurt', '"region" must be the name of a region'],
  ['a tag that AWS keeps for itself', '  tags: { "aws:x": y }', '"aws:x" must have names of letters'],
  [
    'a budget of which nobody would be told',
    '  monthly-budget: 5',
    'Nobody would be told of it: name an "operator", too.',
  ],
  [
    'a certificate from another region',
    `  region: eu-west-1\n  domains: { certificate: "${certificate}", http: chat.two-rivers.example.org }`,
    'The certificate is in us-east-1, but the desk goes to eu-west-1: API Gateway takes one of its own region only.',
  ],
  [
    'one name for the HTTP API and the socket',
    `  domains: { certificate: "${certificate}", http: chat.two-rivers.example.org, socket: chat.two-rivers.example.org }`,
    'API Gateway wants a domain for the socket that no other API has.',
  ],
  [
    'a certificate for nothing',
    `  domains: { certificate: "${certificate}" }`,
    'There is a certificate, but no domain: name "http", "socket" or "links".',
  ],
  [
    'a certificate of the CDN from another region',
    `  cdn: { domain: ask.two-rivers.example.org, certificate: "${certificate.replace('us-east-1', 'eu-west-1')}" }`,
    'The certificate is in eu-west-1, but CloudFront takes one of us-east-1 only.',
  ],
  [
    'a domain of the CDN without a certificate',
    '  cdn: { domain: ask.two-rivers.example.org }',
    'A CDN with a name of its own has both a "domain" and a "certificate".',
  ],
  [
    'a region without Origin Shield',
    '  region: eu-north-1',
    'CloudFront has no Origin Shield in eu-north-1: name a region near it in "cdn", "origin-shield".',
  ],
  [
    'settings of a CDN that there is not',
    '  cdn: { enabled: false, origin-shield: us-east-1 }',
    'There is no CDN for this: "enabled" is false.',
  ],
  [
    'a MAIL FROM domain outside that of the sender',
    '  mail-from: bounces.example.org',
    'SES wants a domain within two-rivers.example.org here.',
  ],
  [
    'a MAIL FROM domain that takes mail',
    '  mail-from: replies.two-rivers.example.org',
    'SES wants a domain here that takes no mail, and this one is for replies.',
  ],
  [
    'a MAIL FROM domain for an identity that is not the stack’s to change',
    '  sender-identity: existing\n  mail-from: bounces.two-rivers.example.org',
    'The desk sets "mail-from" only where "sender-identity" is domain.',
  ],
  [
    'an operator in the domain for replies',
    '  operator: it@replies.two-rivers.example.org',
    'The domain of replies must be used for nothing else, but it@replies.two-rivers.example.org is in it.',
  ],
])('%s is refused', (_what, settings, sentence) => {
  expect(problemsOf(settings)).toEqual([expect.stringContaining(sentence)])
})

test('the same with nothing wrong in it is taken', () => {
  expect(
    problemsOf(`  stack-name: Rivers
  region: us-east-1
  operator: it@two-rivers.example.org
  monthly-budget: 5
  mail-from: bounces.two-rivers.example.org
  domains: { certificate: "${certificate}", http: chat.two-rivers.example.org, socket: live.two-rivers.example.org }`),
  ).toEqual([])
})
