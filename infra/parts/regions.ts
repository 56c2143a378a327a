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
