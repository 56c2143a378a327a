/** A style sheet as text (`infra/bundle-web.ts`). */
declare module '*.css' {
  const text: string
  export default text
}

/** The file name of what the launcher loads when it is opened (`infra/bundle-web.ts`). */
declare const __OPENED__: string
