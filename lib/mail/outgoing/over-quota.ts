/** The mail waits for the quota of another day. The name reaches the log, where an alarm counts it. */
export class OverQuota extends Error {
  override readonly name = 'OverQuota'
}
