import { tellsWhen } from './introduction.ts'
import { isBlank, type Line } from './lines.ts'

/** Whether the rest of a reply looks like another mail or a part of one, for example what colleagues wrote to each other. */
export function holdsOtherMail(lines: readonly Line[]): boolean {
  return (
    lines.some(
      (line, i) => isMarked(line) || isSeparator(line.text) || isStamp(line.text) || isHeaderBlock(lines, i),
    ) || hasIntroduction(lines)
  )
}

function isMarked(line: Line): boolean {
  return line.depth > 0 && !isBlank(line)
}

/** `-----Original Message-----`, in any language: words between dashes. */
function isSeparator(text: string): boolean {
  if (!separatorLike.test(text)) return false
  return !/PGP/.test(text) && /^\s*(?:[-_=*]{3,}\s*[^-_=*\s].{0,80}[-_=*]{3,}|>>>.*>>>)\s*$/.test(text.slice(0, 300))
}

/** It rules out nearly every line at once. */
const separatorLike = /^\s*(?:[-_=*]{3}|>>>)/

/** A line with only `11/24/2026 04:00 PM`, which Notes puts below the name of the person it quotes. */
function isStamp(text: string): boolean {
  return (
    text.length < 60 &&
    numberLike.test(text) &&
    /^\s*(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}),? +\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AP]M)?\s*$/i.test(
      text,
    )
  )
}

const numberLike = /^\s*\d/
const colon = /[:：]/
const endsInColon = /[:：][\s\p{Cf}*_]*$/u

/** One to three lines that say who wrote and when, and end with a colon. */
function hasIntroduction(lines: readonly Line[]): boolean {
  return lines.some(({ text }, i) => {
    if (text.length > 400 || !colon.test(text) || !endsInColon.test(text)) return false
    const above = [lines[i - 2]?.text, lines[i - 1]?.text].map(one => (one && one.length < 100 ? one : ''))
    return isIntroducing([...above, text].join(' '))
  })
}

function isIntroducing(text: string): boolean {
  return (
    (/\S@\S+\.\S/.test(text) && /[<(]|\b(?:wrote|writes)\b/.test(text)) ||
    (tellsWhen(text) && /\b\d{4}\b|\d{4}年|[./-]\d{2}\b/.test(text))
  )
}

/** The names of header fields above a quotation, in the languages of the programs that write them. */
const from =
  'from|von|de|da|van|fra|från|lähettäjä|od|от|від|kimden|gönderen|από|feladó|expéditeur|remitente|mittente|afzender|发件人|發件人|寄件者|寄件人|差出人|送信者|보낸 사람|من|מאת|จาก|từ'
const others =
  'sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto|data|assunto|inviato|a|oggetto|verzonden|aan|onderwerp|sendt|til|emne|dato|skickat|till|ämne|lähetetty|vastaanottaja|aihe|wysłano|do|temat|odesláno|komu|předmět|отправлено|кому|тема|дата|gönderildi|kime|konu|发送时间|收件人|主题|日期|寄件日期|收件者|主旨|送信日時|宛先|件名|日付|보낸 날짜|받는 사람|제목|تم الإرسال|إلى|الموضوع|נשלח|אל|נושא|reply-to|message-id|received|x-[a-z-]+|content-type|mime-version'
const fromField = new RegExp(`^[\\s*_>|]*(?:${from})[*_ \\u00a0]{0,2}[:：]`, 'iu')
const otherField = new RegExp(`^[\\s*_>|]*(?:${others})[*_ \\u00a0]{0,2}[:：]`, 'iu')
const anyField = /^[\s*_>|]*[\p{L}\p{M}][\p{L}\p{M}\p{Cf} .'’()-]{0,30}[*_ \u00a0]{0,2}[:：]/u
const mailbox = /<[^<>\s@]{1,100}@[^<>\s@]{1,200}>/

/** A field that names a sender, followed or preceded by another field. */
function isHeaderBlock(lines: readonly Line[], i: number): boolean {
  const { text: whole = '' } = lines[i] ?? {}
  if (!colon.test(whole)) return false
  const text = whole.slice(0, 500)
  if (!anyField.test(text)) return false
  const near = [lines[i + 1]?.text ?? '', lines[i + 2]?.text ?? ''].map(one => one.slice(0, 500))
  if (fromField.test(text)) return near.some(one => otherField.test(one)) || mailbox.test(text)
  if (otherField.test(text)) return near.some(one => fromField.test(one))
  return mailbox.test(text) && near.some(one => anyField.test(one) && tellsWhen(one))
}

/** Text that programs append to every mail: the address of a list, or a company's note that the mail is confidential. */
export function holdsFooter(lines: readonly Line[]): boolean {
  const last: string[] = []
  for (let i = lines.length - 1; i >= 0 && last.length < footerLines; i--) {
    const line = lines[i]
    if (line && !isBlank(line)) last.unshift(line.text.slice(0, 2_000))
  }
  return last.some((text, i) => isListFooter(text) || isScanners(text) || isDisclaimer(`${text} ${last[i + 1] ?? ''}`))
}

const footerLines = 16

function isListFooter(text: string): boolean {
  return /\bunsubscribe\b|\bmailing[- ]list\b|because you are subscribed|abbestellen|se désabonner|desuscribir|cancelar (?:a|la) (?:inscrição|suscripción)/i.test(
    text,
  )
}

/** `This email has been checked for viruses by …`, in the languages of the scanners. */
function isScanners(text: string): boolean {
  return (
    /virus-?free|(?:checked|scanned|tested) (?:for|by|with)[^.]{0,40}(?:virus|antivirus|malware|spam)|(?:auf viren|antivirus|viren-?frei|virengeprüft|sans virus|libre de virus|virusvri|senza virus)/i.test(
      text,
    ) && /mail|message|avast|avg|norton|mcafee|sophos|www\.|nachricht|courriel|correo|messaggio|bericht/i.test(text)
  )
}

function isDisclaimer(text: string): boolean {
  const isSecret =
    /confidential|privileged|vertraulich|confidenti[eë]{1,2}l|confidencia[il]|riservat|vertrouwelijk|fortrolig|konfidentiell|luottamuksell|poufn|機密|保密|기밀|конфиденц/i
  const isMail =
    /intended|recipient|e-?mail|message|nachricht|empfänger|destinatai?r|mensa[jg]e|messaggio|geadresseerde|bericht|modtager|mottag|メール|邮件|郵件|메일|сообщени/i
  return isSecret.test(text) && isMail.test(text)
}
