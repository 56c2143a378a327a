import type { Words } from './words-shape.ts'

const scopes: Words = { means: 'What a client asks the provider for.', example: ['openid', 'email', 'profile'] }
const addresses: Words = {
  means:
    'Which addresses count: `verified` takes one only where `email_verified` says so; `any` takes the provider at its word, for the people it speaks for.',
  example: 'verified',
}
const parameters: Words = {
  means: 'What a client sends along when it asks for a code.',
  example: { prompt: 'consent' },
}
const speaksFor: Words = { means: 'The people it may vouch for, and no others: [speaks-for](#speaks-for).' }
const secondFactor: Words = {
  means: 'Lets people in only after a second factor: [second-factor](#second-factor).',
  otherwise: 'the provider decides',
}

export const signInWords: Readonly<Record<string, Words>> = {
  'settings.sign-in': {
    means: 'How librarians sign in: [sign-in](#sign-in).',
    otherwise: 'a Cognito user pool that comes with the desk',
  },
  'settings.sign-in.issuer': {
    means:
      "The consortium's own OpenID Connect provider, exactly as in the `iss` of its tokens. It speaks for everybody.",
    example: 'https://sign-in.hudson-lakes.example.org',
  },
  'settings.sign-in.audience': { means: 'The desk, exactly as in the `aud` of its tokens.', example: 'coopdesk' },
  'settings.sign-in.scopes': { ...scopes, otherwise: '`[openid, email, profile]`' },
  'settings.sign-in.parameters': parameters,
  'settings.sign-in.addresses': { ...addresses, otherwise: '`verified`' },
  'settings.sign-in.second-factor': secondFactor,
  'settings.sign-in.providers': {
    means: 'Further OpenID Connect providers, such as those of member libraries: [providers](#sign-in-providers).',
  },
  'settings.sign-in.providers[].id': {
    means: 'What terminals and refusals call it.',
    example: 'valley-sign-in',
  },
  'settings.sign-in.providers[].issuer': {
    means: 'The provider, exactly as in the `iss` of its tokens.',
    example: 'https://login.valley-university.example.edu/realms/staff',
  },
  'settings.sign-in.providers[].audience': {
    means: 'The client id that it gave the desk: a public client with authorization code and PKCE.',
    example: 'coopdesk',
  },
  'settings.sign-in.providers[].speaks-for': speaksFor,
  'settings.sign-in.providers[].scopes': scopes,
  'settings.sign-in.providers[].parameters': parameters,
  'settings.sign-in.providers[].addresses': addresses,
  'settings.sign-in.providers[].second-factor': secondFactor,
  'settings.sign-in.user-pool': {
    means: 'A Cognito user pool that comes with the desk: [user pool](#user-pool).',
    otherwise: 'one with the defaults, if nobody else is named here',
  },
  'settings.sign-in.user-pool.domain-prefix': {
    means:
      'The sign-in pages are at `PREFIX.auth.REGION.amazoncognito.com`; a prefix can be used only once in a region.',
    example: 'hudson-lakes-desk',
    otherwise: 'made from the id of the stack',
  },
  'settings.sign-in.user-pool.second-factor': {
    means: 'Whether people of the pool itself need an authenticator app.',
    example: 'required',
  },
  'settings.sign-in.user-pool.mail': {
    means:
      'Who sends invitations and codes: `cognito` sends 50 a day; `ses` needs a sender that SES has verified before the deployment.',
    example: 'cognito',
  },
  'settings.sign-in.user-pool.saml': {
    means: 'SAML providers through which people sign in to the pool: [SAML](#saml).',
  },
  'settings.sign-in.user-pool.saml[].id': {
    means: 'What Cognito, terminals and refusals call it.',
    example: 'lakes-saml',
  },
  'settings.sign-in.user-pool.saml[].metadata-url': {
    means: 'Where Cognito reads its metadata, and reads it again when its keys change.',
    example: 'https://idp.state-college.example.org/idp/shibboleth',
  },
  'settings.sign-in.user-pool.saml[].email-attribute': {
    means: 'The name of the attribute that holds the address, as it is written in the assertion.',
    example: 'urn:oid:0.9.2342.19200300.100.1.3',
  },
  'settings.sign-in.user-pool.saml[].speaks-for': speaksFor,
  'settings.sign-in.user-pool.saml[].second-factor': secondFactor,
  'settings.sign-in.user-pool.oidc': {
    means: 'OpenID Connect providers through which people sign in to the pool: [OpenID Connect](#openid-connect).',
  },
  'settings.sign-in.user-pool.oidc[].id': {
    means: 'What Cognito, terminals and refusals call it.',
    example: 'riverside-login',
  },
  'settings.sign-in.user-pool.oidc[].issuer': {
    means: 'The provider, exactly as in the `iss` of its tokens.',
    example: 'https://login.riverside-library.example.org',
  },
  'settings.sign-in.user-pool.oidc[].audience': {
    means: 'The client id that it gave Cognito, a confidential client.',
    example: 'coopdesk',
  },
  'settings.sign-in.user-pool.oidc[].secret': {
    means: 'The name of the secret in Secrets Manager that holds its client secret as plain text.',
    example: 'coopdesk/riverside-login',
  },
  'settings.sign-in.user-pool.oidc[].speaks-for': speaksFor,
  'settings.sign-in.user-pool.oidc[].scopes': scopes,
  'settings.sign-in.user-pool.oidc[].addresses': addresses,
  'settings.sign-in.user-pool.oidc[].second-factor': secondFactor,
  'speaks-for.libraries': {
    means: 'It may vouch for everybody of these libraries, whatever their address.',
    example: ['state-college'],
  },
  'speaks-for.domains': {
    means: 'It may vouch for every address in these domains, whatever the library.',
    example: ['state-college.example.org'],
  },
  'second-factor.claim': {
    means: 'The claim of the id token, or the attribute of the assertion, that says how somebody signed in.',
    example: 'amr',
  },
  'second-factor.values': { means: 'What it has to say: one of these.', example: ['otp', 'mfa'] },
}
