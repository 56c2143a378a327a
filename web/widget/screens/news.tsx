import { useTalk, useView } from '../in-view.ts'

/** The most of a message that is read out by itself. The whole is in the conversation. */
const readOut = 300

/** What a screen reader says by itself: one sentence for one thing that happened, and nothing twice. */
export function News() {
  const { says } = useView()
  const news = useTalk(talk => talk.news)
  const text = news ? says(news.key, news.values) : ''
  const short = text.length > readOut ? `${text.slice(0, readOut)} …` : text
  return (
    <div role="status" class="unseen">
      {/* The same sentence again is only read out if something about it is new. */}
      {news && <p key={news.count}>{short}</p>}
    </div>
  )
}
