import type { InView } from './in-view.ts'

/** Gives the person their conversation as a text file. It is made here and sent nowhere. */
export function saveTranscript({ card, says, language, conversation }: InView): void {
  const lines = conversation.talk.get().lines.map(line => {
    if (line.kind === 'event') return `— ${says(line.saying.key, line.saying.values)}`
    const { from, name, at, text, resource, mayExpire } = line.message
    const who = from === 'patron' ? says('talk.you') : (name ?? says('talk.librarian'))
    const about = [resource?.title, resource?.url, resource?.path && `${says('resource.path')}: ${resource.path}`]
    const expires = mayExpire && says(resource?.path ? 'resource.expires' : 'resource.expires-bare')
    const more = [...about, expires].filter(each => each).map(each => `    ${each}`)
    return [`${who}, ${new Date(at).toLocaleString(language)}:`, text, ...more].join('\n')
  })
  const text = [card.name, ...lines].join('\n\n')
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${card.name || 'conversation'}.txt`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
