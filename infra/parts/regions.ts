/**
 * The regions where SES receives mail. Read on 27 November 2026 in a copy of AWS's table "Email receiving endpoints"
 * (https://docs.aws.amazon.com/general/latest/gr/ses.html); AWS adds regions, so a region that is missing here gets a warning,
 * not a refusal.
 */
const receiving: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2'],
  ...['ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
]

export function isKnownToReceive(region: string): boolean {
  return receiving.includes(region)
}

/** The warning about a region that is not in the table. */
export function receivingDoubt(region: string): string {
  return `SES is not known to take mail in ${region}: look for it under "Email receiving endpoints" at https://docs.aws.amazon.com/general/latest/gr/ses.html, or leave "replies" out.`
}

/**
 * The regions in which CloudFormation lacks a type of resource that a desk may need. Read on 27 November 2026 in the schemas of
 * each region that cfn-lint 1.51.0 keeps (https://github.com/aws-cloudformation/cfn-lint). AWS adds regions and types, so what
 * stands here gets a warning, not a refusal; `npm run preflight` asks CloudFormation itself.
 */
const lacking: readonly { readonly type: RegExp; readonly regions: readonly string[] }[] = [
  { type: /^AWS::ApiGatewayV2::/, regions: ['ap-east-2', 'ap-southeast-6'] },
  {
    type: /^AWS::Budgets::Budget$/,
    regions: [
      ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-3', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4'],
      ...[
        'ap-southeast-5',
        'ap-southeast-6',
        'ap-southeast-7',
        'ca-west-1',
        'eu-central-2',
        'eu-north-1',
        'eu-south-1',
      ],
      ...['eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1', 'us-gov-east-1', 'us-gov-west-1'],
    ],
  },
  { type: /^AWS::CloudFront::/, regions: ['us-gov-east-1', 'us-gov-west-1'] },
  { type: /^AWS::CloudFront::OriginAccessControl$/, regions: ['cn-north-1', 'cn-northwest-1'] },
  { type: /^AWS::Cognito::/, regions: ['cn-north-1', 'cn-northwest-1'] },
  {
    type: /^AWS::SES::/,
    regions: [
      ...['ap-east-1', 'ap-east-2', 'ap-southeast-4', 'ap-southeast-6', 'ap-southeast-7', 'cn-north-1'],
      ...['cn-northwest-1', 'eu-south-2', 'mx-central-1'],
    ],
  },
  {
    type: /^AWS::SES::ReceiptRule/,
    regions: [
      ...['ap-south-2', 'ap-southeast-5', 'ca-west-1', 'eu-central-2', 'me-central-1', 'us-gov-east-1'],
      'us-gov-west-1',
    ],
  },
]

/** Of these types of resource, those that the region is known to lack. */
export function lackingIn(region: string, types: Iterable<string>): readonly string[] {
  const lacks = lacking.filter(({ regions }) => regions.includes(region))
  return [...new Set(types)].filter(name => lacks.some(({ type }) => type.test(name))).sort()
}

/** The warning about a region that is known to lack types of resource. */
export function lackingDoubt(region: string, types: readonly string[]): string {
  return `CloudFormation is not known to have ${types.join(', ')} in ${region}: "npm run preflight" asks it. Choose another region, or leave out what needs them.`
}
