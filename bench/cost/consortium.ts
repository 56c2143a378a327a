/** The number of librarians in the consortium of the stories. */
const staff = 1_002

/** The first librarians may serve several patrons, which is the default. Every other librarian serves one at a time. */
const withRoom = 2

export const emailOf = (librarian: number): string => `l${librarian}@wren.example.org`

/**
 * The consortium file of the stories: one library has the default timing, and the patrons of the other keep a librarian busy for
 * hours. An older build has no limits of questions, and none that its file could lift.
 */
export function consortiumFile(isOfToday: boolean): string {
  const librarians = Array.from({ length: staff }, (_, i) => librarian(i)).join('\n')
  return `name: The cooperative of the stories
settings:
  sender: desk@coop.example.org
${isOfToday ? '  question-limits: { waiting: 5000, waiting-everywhere: 5000 }\n' : ''}  follow-ups: { escalation: coordinator@coop.example.org }
groups:
  - { id: lakes, name: Lakes Libraries }
libraries:
  - id: wren
    name: Wren Public Library
    time-zone: America/New_York
    mailbox: questions@wren.example.org
    origins: ["https://wren.example.org"]
    groups: [lakes]
  - id: busy
    name: Busy Library
    time-zone: America/New_York
    mailbox: questions@busy.example.org
    origins: ["https://busy.example.org"]
    ladder: [{ pool: cooperative, after: 0 }]
    timing: { silence-warning: 3500, silence-limit: 3600, idle-limit: 7200 }
librarians:
${librarians}
`
}

function librarian(i: number): string {
  return `  - { id: l${i}, name: Librarian ${i}, email: ${emailOf(i)}, library: wren, limit: ${i < withRoom ? 3 : 1} }`
}
