/**
 * Runs in the page before its scripts. React tells its developer tools of every commit; a component was rendered in it if its fiber
 * says that it has performed work. Without `ticks`, seconds pass only when the test says so.
 */
export function countRenders(ticks: boolean): void {
  interface Fiber {
    readonly type: unknown
    readonly flags: number
    readonly alternate: Fiber | null
    readonly child: Fiber | null
    readonly sibling: Fiber | null
  }
  const performedWork = 1
  const rendered: string[] = []
  const nameOf = (type: unknown): string | undefined => {
    if (typeof type === 'function') return type.name || 'unnamed'
    if (typeof type !== 'object' || type === null) return undefined
    if ('render' in type) return nameOf(type.render)
    return 'type' in type ? nameOf(type.type) : undefined
  }
  const walk = (fiber: Fiber): void => {
    const name = nameOf(fiber.type)
    if (name !== undefined && fiber.flags & performedWork) rendered.push(name)
    // Whoever has the same child as before let nothing below be rendered.
    if (fiber.alternate && fiber.alternate.child === fiber.child) return
    for (let child = fiber.child; child; child = child.sibling) walk(child)
  }
  const seconds = new Set<() => void>()
  const interval = window.setInterval.bind(window)
  if (!ticks)
    Object.assign(window, {
      setInterval: (each: () => void, ms: number) => {
        if (ms !== 1_000) return interval(each, ms)
        seconds.add(each)
        return 0
      },
    })
  Object.assign(window, {
    rendered,
    touched: [],
    tick: () => {
      for (const each of seconds) each()
    },
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      ...{ supportsFiber: true, inject: () => 1, checkDCE: () => {} },
      ...{ onCommitFiberUnmount: () => {}, onPostCommitFiberRoot: () => {} },
      onCommitFiberRoot: (_id: number, root: { readonly current: Fiber }) => walk(root.current),
    },
  })
}

/** Runs in the page: begins to count anew. */
export function countAnew(): void {
  const touched: string[] = []
  Reflect.get(window, 'rendered').length = 0
  Reflect.get(window, 'watching')?.disconnect()
  const watching = new MutationObserver(changes => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement
      if (!element?.closest('textarea')) touched.push(element?.closest('ol, form, nav, section')?.className ?? '')
    }
  })
  const place = document.getElementById('desk')
  if (place) watching.observe(place, { childList: true, subtree: true, characterData: true, attributes: true })
  Object.assign(window, { touched, watching })
}
