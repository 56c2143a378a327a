interface Shown {
  readonly example: readonly [object, object]
}

/** The frame that the protocol shows for each of these actions, about this session, without its action and reference. */
export function examplesAbout<A extends string>(
  session: string,
  prose: Readonly<Record<A, Shown>>,
): Readonly<Record<A, object>> {
  const frames: Partial<Record<A, object>> = {}
  for (const action in prose) {
    const { action: _action, id: _id, ...frame } = { action, id: '', ...prose[action].example[0] }
    frames[action] = 'session' in frame ? { ...frame, session } : frame
  }
  return frames as Record<A, object>
}
