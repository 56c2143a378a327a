import { writeFileSync } from 'node:fs'
import { columns, counted, markdown } from './table.ts'

/** `npm run growth`: counts the cost of every action with one and with a thousand people or messages, and writes the page. */
const parts: string[] = []
for (const column of columns) {
  console.log(`${column.title} …`)
  parts.push(`## ${column.title}\n\n${markdown(column, await counted(column, column.sizes))}`)
}

writeFileSync(
  'docs/internals/growth.md',
  `# What grows

This page counts what the main actions cost with few people and with many, in a short conversation and in a long one. Each cell has the calls of
DynamoDB, the read units, the write units, and the frames that are pushed to somebody: \`calls · read · write · posts\`. Everything is
counted by DynamoDB's own figures on the tables of the template, over the desk's own adapters (\`bench/growth/\`). The first call of a
function reads its members from the directory, and later calls within a minute do not. \`npm run growth\` writes this page, and
\`tests/desk/growth.test.ts\` checks the shape of each row. A *flat* row costs the same with a hundred and with three hundred. A *linear* row
costs no more for each of them than its reason allows.

${parts.join('\n\n')}
`,
)
