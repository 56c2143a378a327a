import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { measure } from '../../tests/unit/practice/measure.ts'
import type { Mark } from '../../tests/unit/practice/message-row.ts'
import { messages } from '../../tests/unit/practice/messages.ts'

const does: Readonly<Record<Mark, string>> = {
  greeting: 'R9 The first message names the librarian, says that they are ready to help, and is short.',
  'clarify-first': 'R10 A resource or link before the librarian asked anything.',
  'explain-the-link': 'R12 A bare link, without what it is or how to get there again.',
  'link-may-expire': 'R13 A link that will die or ask for a password, without a way to find it again.',
  'positive-phrasing': 'R17 A message that says what cannot be done, but not what can.',
  'long-paste': 'R19 More than 500 characters, unless a script was sent.',
  'another-patron': 'R20 The name or email address of another patron of this librarian: a soft refusal.',
  asks: 'R10 The message asks the patron something about the question.',
  'asks-feedback': 'R15 The message asks what the patron thinks of what was sent.',
  'asks-if-complete': 'R21 The message asks whether the question is completely answered.',
}

/** The page on what each rule of advice does, and how often it is right about the messages of the test table. */
export function advicePage(): string {
  const rows = measure(messages).map(
    ({ mark, messages: all, should, spoke, precision, recall }) =>
      `| \`${mark}\` | ${does[mark]} | ${all} | ${should} | ${spoke} | ${precision.toFixed(2)} | ${recall.toFixed(2)} |`,
  )
  return [
    '# How often the advice is right',
    '',
    'Every rule of advice is tried on every message in a table of messages like those of librarians',
    '(`tests/unit/practice/messages.ts`). *Precision* is the share of the messages on which it spoke that it should have spoken on.',
    '*Recall* is the share of the messages on which it should speak that it spoke on. The last three rows are what the software',
    'understands a message to do, on which R10, R15 and R21 depend.',
    '',
    '| rule | what it notices | messages | should speak | spoke | precision | recall |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    'The rules were corrected with the help of these messages, so they are right less often on new ones.',
    'When messages were added to the table, the rules were first tried on them unchanged. Those figures can be measured only',
    'once, and are recorded here:',
    '',
    '| first tried on | precision / recall, where not 1.00 / 1.00 |',
    '| --- | --- |',
    '| 105 messages | `greeting` 0.78 / 1.00, `positive-phrasing` 0.89 / 0.80, `another-patron` 0.83 / 1.00, `asks` 0.63 / 0.83, `asks-feedback` 1.00 / 0.76, `asks-if-complete` 1.00 / 0.80 |',
    '| 53 later ones | `positive-phrasing` 1.00 / 0.57, `asks` 0.83 / 0.83 (no `long-paste` among them) |',
    '',
    'Written by `node tools/advice/write.ts`.',
    '',
  ].join('\n')
}

export const adviceFile = fileURLToPath(new URL('../../docs/internals/advice.md', import.meta.url))

if (import.meta.main) writeFileSync(adviceFile, advicePage())
