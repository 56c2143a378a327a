/** The first 280 characters of a question: what a list of waiting patrons shows, and all that it pays for (1 KB an entry). */
export function excerpt(question: string): string {
  const characters = [...question]
  return characters.length > 280 ? `${characters.slice(0, 279).join('')}…` : question
}
