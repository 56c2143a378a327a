import { relative } from 'node:path'
import type { Vite } from 'vitest/node'

/** The tables and constants of one file, which are computed once more when it runs. */
export interface Again {
  /** Relative to the repository. */
  readonly file: string
  readonly run: () => void
}

/**
 * Lets the tables and constants of instrumented files be computed again while the tests run. Otherwise a mutant in one of them
 * would need a process of its own, as it has its effect while the file is loaded.
 */
export function computedAgain(root: string): Vite.Plugin {
  return {
    name: 'computed-again',
    enforce: 'post',
    transform(code, id) {
      if (!code.includes('stryMutAct')) return undefined
      const again: string[] = []
      let made = code
      // From the last one to the first, so that the places of the others stay as they are.
      for (const statement of this.parse(code).body.toReversed()) {
        const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
        if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') continue
        const values = declared.declarations.filter(({ init }) => init && !isFunction(init.type))
        again.unshift(...values.map(({ start, end }) => `(${code.slice(start, end)});`))
        if (values.length > 0)
          made = `${made.slice(0, declared.start)}let${made.slice(declared.start + 'const'.length)}`
      }
      const file = JSON.stringify(relative(root, id))
      return {
        code: `${made}\n;(globalThis.__stryker__.again ??= []).push({ file: ${file}, run: () => {\n${again.join('\n')}\n} });\n`,
        map: null,
      }
    },
  }
}

function isFunction(type: string): boolean {
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
}
