import * as v from 'valibot'

/*
 * The keys of the deployment. As in `file-shape.ts`, each message continues after the key.
 */
const text = v.pipe(v.string('must be a text'), v.trim(), v.nonEmpty('must not be empty'))

export const domain = v.pipe(
  text,
  v.toLowerCase(),
  v.regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'must be a domain like library.example.org'),
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html, minus the suffixes of other names. */
export const stackName = v.pipe(
  text,
  v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be letters, digits and hyphens, a letter first, 64 at most'),
)

export const region = v.pipe(text, v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be the name of a region, e.g. us-east-1'))

export const identity = v.picklist(['create', 'existing'], 'must be create or existing')

export const senderIdentity = v.picklist(['domain', 'address', 'existing'], 'must be domain, address or existing')

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateReceiptRuleSet.html */
export const ruleSet = v.pipe(
  text,
  v.regex(
    /^[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?$/,
    'must be the name of a receipt rule set: letters, digits, hyphens and underscores, 64 at most',
  ),
)

/** The tags that AWS reserves, and their lengths: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const tags = v.record(
  v.pipe(
    v.string('must be texts'),
    v.regex(
      /^(?![aA][wW][sS]:)[A-Za-z0-9 _.:/=+@-]{1,128}$/,
      'must have names of letters, digits, spaces and _.:/=+-@, 128 at most, and none that begins with aws:',
    ),
  ),
  v.pipe(
    v.string('must be a text'),
    v.regex(/^[A-Za-z0-9 _.:/=+@-]{0,256}$/, 'must be letters, digits, spaces and _.:/=+-@, 256 at most'),
  ),
  'must have names and values',
)

/**
 * API Gateway takes a certificate of its own region:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 */
const certificate = v.pipe(
  text,
  v.regex(
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/,
    'must be the ARN of a certificate in Certificate Manager',
  ),
)

/**
 * The regions that have Origin Shield:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html
 */
export const shieldRegions = [
  ...(['us-east-1', 'us-east-2', 'us-west-2', 'sa-east-1'] as const),
  ...(['eu-central-1', 'eu-west-1', 'eu-west-2'] as const),
  ...(['ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2'] as const),
] as const

export const cdn = v.strictObject(
  {
    enabled: v.exactOptional(v.boolean('must be true or false'), true),
    domain: v.exactOptional(domain),
    certificate: v.exactOptional(certificate),
    'origin-shield': v.exactOptional(v.picklist(shieldRegions, `must be one of ${shieldRegions.join(', ')}`)),
  },
  'must have keys',
)

export const domains = v.strictObject(
  {
    certificate,
    http: v.exactOptional(domain),
    socket: v.exactOptional(domain),
    links: v.exactOptional(domain),
  },
  'must have keys',
)
