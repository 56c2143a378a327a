/** What the desk uses of `html-to-text`, which comes without types. */
declare module 'html-to-text' {
  export function convert(
    html: string,
    options: { wordwrap: false; selectors: readonly object[]; limits?: object },
  ): string
}
