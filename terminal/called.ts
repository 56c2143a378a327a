/** A librarian with their library, which many screen names contain already. `named` is the name of the library, if it is known. */
export function called(
  { name, library }: { readonly name: string; readonly library: string },
  named = library,
): string {
  const words = name.toLowerCase()
  return library.split('-').every(word => words.includes(word)) ? name : `${name} (${named})`
}
