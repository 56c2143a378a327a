/** Words that bounces use in their subjects. */
const bounceSubject =
  /undeliver|non-?deliver|unzustell|übermittlung fehl|not (?:be )?delivered|(?:delivery|mail|message)[ -](?:status|fail|has failed|notification|problem|delay|subsystem)|permanent (?:delivery )?failure|returned (?:mail|to sender)|failure notice|mail (?:delivery )?(?:failed|error)|message (?:blocked|rejected|delayed)|fail(?:ed|ure)[ -](?:mail|delivery)|mail system error|complaint about message|unzustellbar|nicht (?:zugestellt|zustellbar)|non (?:remis|remise|distribué|recapitabile|consegnato)|échec de (?:la )?(?:remise|distribution)|no (?:se (?:pudo|puede) )?entreg|não (?:entregue|é possível entregar)|falha (?:na|de) entrega|manca(?:ta|to) (?:consegna|recapito)|onbestelbaar|niet bezorgd|(?:kunde|kan|går) inte (?:att )?lever|(?:kunne|kan) ikke leveres|uleveret|ei voi(?:tu|da)? toimittaa|nie (?:dostarczono|można dostarczyć)|niedostarcz|nedoručiteln|kézbesíthetetlen|teslim edilemedi|не(?:возможно)? доставлен|не удается доставить|δεν ήταν δυνατή|недоставлен|配信(?:不能|できません)|送信エラー|(?:无法|未)(?:投递|送达)|無法(?:投遞|傳遞)|傳送失敗|退信|배달(?:되지|할 수 없| ?불가)|تعذر التسليم|לא (?:נמסר|ניתן למסור)/i

const machineSubject =
  /\bauto(?:matic|mated|matisk|matiskt)?[ -]?(?:reply|response|respuesta|answer|acknowledge|svar|notification)|^\W*auto\s*:|\bout[ -]of[ -](?:the[ -])?office\b|\b(?:ooo|oof)\b|on (?:vacation|leave|holiday)|away from (?:the |my )?(?:office|desk|mail)|vacation (?:reply|response|message)|automatische[rs]? (?:antwort|eingangs)|automatisch antwoord|abwesen|nicht (?:im büro|da)|eingangsbestätigung|réponse automatique|message d.absence|absen[ct]e? (?:du|de|notif)|accusé de réception|respuesta automática|fuera de (?:la )?oficina|acuse de recibo|resposta automática|fora do escritório|ausência|risposta automatica|fuori (?:ufficio|sede)|assenza|afwezig|ontvangstbevestiging|autosvar|frånvaro|fravær|ikke på kontor|automaattinen vastaus|poissaolo|automatyczna odpowied|nieobecn|poza biurem|automatick[áý] odpov|nepřítomn|automatikus válasz|otomatik (?:yanıt|cevap)|ofis dışı|автоответ|автоматическ|отсутств|αυτόματη απάντηση|εκτός γραφείου|自動(?:応答|返信|回覆)|不在|自动(?:回复|答复)|外出|자동 ?(?:회신|응답)|부재|رد تلقائي|خارج المكتب|תשובה אוטומטית|מחוץ למשרד/i

const receiptSubject =
  /^\W*(?:(?:not )?read|deleted|gelesen|ungelesen|gelöscht|(?:non )?lu|leído|no leído|lid[ao]|não lid[ao]|letto|non letto|gelezen|läst|læst|lest|luettu|przeczytano|přečteno|olvasott|okundu|прочитано|已读|已讀|開封済み|読み取り|읽음)\s*[:：]|\b(?:read|return|reading) receipt|lesebestätigung|(?:accusé|confirmation) de lecture|confirmación de lectura|confirmação de leitura|conferma di lettura|leesbevestiging|läskvitto|开封确认|開封確認/i

const recallSubject =
  /^\W*(?:message )?(?:recall|rückruf|rappel|recuperar|retirar|intrekken|richiamo|återkalla|tilbakekall|tilbagekald|召回|撤回|取り消し)[^\p{L}]{0,2}[:：]|would like to recall|recall(?:ed)? (?:the )?message/iu

const acknowledgementSubject =
  /(?:request|ticket|message|e-?mail|case|enquiry|inquiry|question)\b.{0,40}\b(?:received|created|opened|registered|logged|closed|resolved)|(?:received|thank you for) (?:your|contacting)|^\W*(?:accepted|declined|tentative|angenommen|abgelehnt|accepté|refusé|aceptada|rechazada)\s*:/i

/** The words before and after the desk's own subject; undefined if the subject does not contain it. */
interface Beside {
  readonly before: string
  readonly after: string
}

function besideOurs(subject: string, ourSubjects: readonly string[]): Beside | undefined {
  const all = onOneLine(subject)
  for (const own of ourSubjects.map(onOneLine)) {
    const at = own.length > 7 ? all.toLowerCase().lastIndexOf(own.toLowerCase()) : -1
    if (at >= 0) return { before: all.slice(0, at), after: all.slice(at + own.length) }
  }
  return undefined
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** `Re:`, `AW:`, `答复:` and others: the prefixes of replies and of forwarded mails. */
const replies =
  're|réf?|ref|aw|antw|antwort|sv|svar|vs|vast|vastaus|r|rif|risposta|res|resposta|respuesta|réponse|rép|odp|odpověď|bls|blz|atb|ynt|yanıt|cvp|απ|σχετ|απάντηση|ответ|отг|на|відп|відповідь|vá|válasz|ang|ad|antwoord|atbilde|答复|回复|回覆|回信|答覆|返信|답장|회신|رد|الرد|הנדון|תשובה|השב|ตอบกลับ|trả lời|balas|ts'
const passedOn =
  'fwd?|wg|tr|rv|enc|i|vl|vb|doorst|pd|továbbítás|ilt|πρθ|переслано|转发|轉寄|転送|전달|إعادة توجيه|הועבר'
const prefix = new RegExp(`^(?:${replies}|${passedOn})(?: ?[[(^]?\\d{1,3}[\\])]?)?\\s*[:：]\\s*`, 'iu')
/** Tags of gateways and lists: `[EXTERNAL]`, `[Reference-L]`, `*** SPAM ***`. A tag with a number in it is a ticket's. */
const tag =
  /^(?:\[[^\]\d]{0,40}\]|\{[^}\d]{0,40}\}|\*{2,}[^*\d]{0,40}\*{2,}|(?:ext|external|extern[aeo]?)\s*[:：])\s*/iu

/** Whether more surrounds the desk's subject than a reply adds in any language. */
function saysMore({ before, after }: Beside): boolean {
  let rest = before.slice(0, 1_000).trimStart()
  for (let left = rest.length + 1; rest.length < left; ) {
    left = rest.length
    rest = rest.replace(prefix, '').replace(tag, '')
  }
  return /\p{L}/u.test(rest) || /\p{L}/u.test(after.replaceAll(/\[[^\]]{0,40}\]/g, ''))
}

function without(subject: string, ourSubjects: readonly string[]): string {
  const beside = besideOurs(subject, ourSubjects)
  const text = beside ? `${beside.before} ${beside.after}` : onOneLine(subject)
  return text.slice(0, 1_000)
}

/** Whether a program wrote a subject: it says more than a reply's, or it lacks the desk's subject and uses a machine's words. */
export function isMachinesSubject(subject: string, ourSubjects: readonly string[]): boolean {
  const beside = besideOurs(subject, ourSubjects)
  if (beside && saysMore(beside)) return true
  const text = without(subject, ourSubjects)
  return [bounceSubject, machineSubject, receiptSubject, recallSubject, acknowledgementSubject].some(one =>
    one.test(text),
  )
}

/** Whether a subject says that a mail did not arrive. A reply's subject may quote one that says so. */
export function isBounceSubject(subject: string): boolean {
  const text = onOneLine(subject)
  return !prefix.test(text) && bounceSubject.test(text)
}

/** A ticket system adds its number to the subject of its acknowledgements, and of what people write in it. */
export function hasTicketNumber(subject: string, ourSubjects: readonly string[]): boolean {
  const beside = besideOurs(subject, ourSubjects)
  if (beside) return /\d{3,}|#\s?\d/.test(`${beside.before} ${beside.after}`)
  return /[#№]\s?\d{2,}|\b(?:ticket|case|incident|request|vorgang|anfrage|dossier|caso|chamado)\b[^\p{L}\d]{0,4}[a-z-]{0,6}\d{2,}/iu.test(
    subject,
  )
}

/**
 * `Fwd:` and its equivalents: the writer forwards a mail, which need not contain an answer. `VS:` marks a forwarded mail in
 * Danish and Norwegian, and a reply in Finnish, whose programs name the sender `Lähettäjä`.
 */
export function isForwarded(subject: string, lines: readonly { readonly text: string }[] = []): boolean {
  if (/^\W*vs\s*[:：]/i.test(subject)) return !lines.some(({ text }) => /^\W*lähettäjä\s*:/i.test(text))
  return forwarding.test(subject)
}

const forwarding = new RegExp(`^[^\\p{L}]*(?:${passedOn})\\s*[:：]`, 'iu')
