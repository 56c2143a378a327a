/** A consortium file with so many libraries, and so many librarians among them, each with a name and an address of their own. */
export function largeFile(libraries: number, librarians: number): string {
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)
  return [
    'name: A Large Cooperative',
    'settings:',
    '  sender: desk@cooperative.example.org',
    'libraries:',
    ...numbers(libraries).map(
      n => `  - id: library-${n}
    name: ${wordOf(n)} Public Library
    time-zone: America/New_York
    mailbox: reference@library-${n}.example.org
    origins: [https://library-${n}.example.org, https://catalog.library-${n}.example.org]
    hours: { monday: [09:00-17:00], tuesday: [09:00-17:00], wednesday: [09:00-20:00], friday: [09:00-17:00] }
    closed-days: [2026-12-24, 2026-12-25, 2026-12-31, 2027-01-01]`,
    ),
    'librarians:',
    ...numbers(librarians).map(
      n =>
        `  - { id: person-${n}, name: ${wordOf(n)} Reader, email: person-${n}@library-${n % libraries}.example.org, library: library-${n % libraries} }`,
    ),
    '',
  ].join('\n')
}

const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'ke', 'li', 'mo', 'nu']

/** Another word for each number. */
function wordOf(n: number): string {
  const word = [...String(n)].map(digit => syllables[Number(digit)] ?? '').join('')
  return word.charAt(0).toUpperCase() + word.slice(1)
}
