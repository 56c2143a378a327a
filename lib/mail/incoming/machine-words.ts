import { machinePhrases } from './machine-phrases.ts'

/**
 * Beginnings of words in the languages of mail programs, by meaning; `_` marks the end of a word. One alone proves nothing,
 * because librarians use them in answers: a book is "received", a hall "closed until Monday". A machine combines two.
 */
function beginning(stems: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${stems.replaceAll('_', '(?![\\p{L}\\p{N}])')})`, 'u')
}

/** Scripts that put no spaces between words, or attach particles to them. */
function within(stems: string): RegExp {
  return new RegExp(`(?:${stems})`)
}

/** "Your message": the mail itself, or the ticket that was made from it. */
const mail: readonly RegExp[] = [
  beginning(
    '(?:your|the following|our) (?:\\(?#?\\d+\\)? |support |recent |original |e-?mail )?(?:message|e-?mail|mail|request|inquir|enquir|query|question|submission|ticket|case|conversation)|this (?:message|e-?mail|ticket|request|conversation)|ticket(?: \\d+)?_|recipient|case \\d{4}|(?:din|ditt) sak|(?:din|dit) sag|(?:seu|o) chamado|demande_|(?:we|have) got your',
  ),
  beginning(
    '(?:ihr|dein|eure?)(?:e|en|er|em)? (?:nachricht|anfrage|e-?mail|mail|anliegen|schreiben|meldung|ticket)|votre (?:message|demande|courriel|mail|requête)|(?:su|tu|vuestro) (?:mensaje|solicitud|consulta|correo|caso|petición)|(?:seu|sua|vosso|vossa) (?:e-?mail|mensagem|contato|contacto|solicitação|pedido|questão|dúvida)|(?:sua|vostra|tua) (?:segnalazione|richiesta|e-?mail|mail)|(?:suo|tuo|vostro) messaggio',
  ),
  beginning(
    '(?:uw|je|jouw) (?:bericht|e-?mail|melding|mail|aanvraag)|(?:din|dit|ditt|deres|ert|er) (?:henvendels|mail|e-?post|mejl|meddela|ärende|besked|melding|sak)|viesti(?:si|nne)|yhteydenotto|wiadomoś|zgłoszeni|(?:vaš|váš)\\p{L}* (?:zpráv|správ|požadav|e-?mail|dotaz)|(?:üzenet|level|megkeres|bejelent)(?:é|ü|e)|mesajul|solicitarea|(?:ваш|вас)\\p{L}* (?:обращен|письм|заявк|сообщен)|ваше? звернення|(?:μήνυμ|αίτημ|email)|(?:mesaj|talep|taleb|e-?posta|başvuru)\\p{L}*n[ıiuü]z',
  ),
  within(
    'رسالت|طلبك|التذكرة|הקריאה שלך|استفسارك|بريدك|הודעתך|פנייתך|פניתך|お問い合わせ|お問合せ|メール|邮件|郵件|来信|來信|您的请求|您的請求|工单|工單|메일|문의',
  ),
]

/** Received, registered, solved, delivered, or not. */
const handled: readonly RegExp[] = [
  beginning(
    "received|registered|processed|logged|created|opened for|solved|resolved|closed (?:because|due|auto)|(?:is|was|been|now) closed|(?:un)?deliver|re-?open|assigned|escalated|(?:awaiting|for) approval|queue_|marked as|blocked|rejected|wasn't|inbox full|we're on it|waiting for your|pris(?:e)? en compte|processed|got your|commented|comment was added|in quarantine_|quarantined|in quarantäne|en quarantaine|en cuarentena|in quarantena|em quarentena|i karantän|kwarantann|карантин",
  ),
  beginning(
    'erhalten_|eingegangen|registriert|(?:wird|wurde|werden) [^,]{0,60}(?:bearbeit|gelesen)|bearbeitung|zugestellt|entgegengenommen|(?:wurde|ist) (?:geschlossen|gelöst)|bien reçu|en cours de traitement|enregistrée?_|clôtur|remis_|recibi|registrad|creado|cerrad|abiert[oa]_|recebe|recebid|encerrad|procesad|aberto_|chiusa_|weitergeleitet|ricevut|in carico|registrat|ontvangen|geregistreerd|behandeling|afgehandeld',
  ),
  beginning(
    'modtaget|lukket_|avsluttet|avslutat|tagits emot|doručen|vyřízen|выполнен|mottat|mottagit|registrer|tagit emot|behandles|vastaanotettu|vastaanottaneet|tullut perille|saapunut|kirjattu|otrzyma|przyję|zarejestr|przij|přija|přijet|zaevid|obdrž|megkapt|regisztr|rögzít|beérkez|primit|înregistrat|зарегистр|получ|принят|доставлен|отриман|ελήφθη|λάβαμε|καταχωρ|alın|kayıt|kayded|ulaş',
  ),
  within(
    'استلام|إغلاق|נסגר|נפתח|关闭|關閉|استلمنا|تلقينا|وصلت|تسجيل|קיבלנו|התקבל|נקלט|נרשמ|受け付けました|受け付けいたしました|受付(?:しました|いたしました|完了|番号)|受領|届きました|届きません|收到|受理|登记|登記|접수|수신|도착',
  ),
]

/** Will reply. */
const reply: readonly RegExp[] = [
  beginning(
    'repl(?:y|ies)_|will respond|to respond|responding|a response|will answer|get back|touch with you|hear from|contact you|antworten|beantworten|melden_|répondr|reviend|recontact|responderemos|(?:irá|iremos|vamos) responder|contestar|contactar(?:é|emos)|retornar|risponder(?:ò|emo)|ricontatt|reager|reactie|antwoord_|beantwoord|svarer?_|återkom|vender tilbage|kontakter dig|vastaa(?:mme|n)|otamme yhteyttä|odpowi|skontakt|odpovím|odpovie|ozveme|válaszol|jelentkez|răspund|ответ|свяж|відпов|απαντήσ|επικοιν|yanıtla|dönüş|cevapla',
  ),
  within(
    'سنرد|سأرد|الرد|נחזור|נשיב|נענה|返信|ご連絡|回复您|回覆您|回复邮件|答复|答覆|답변드|회신드|연락드|답변 드|회신 드',
  ),
]

/** Soon, or later than one would wish. */
const soon: readonly RegExp[] = [
  beginning(
    'soon_|shortly_|within (?:the next )?(?:\\d|a |one|two|three|four|five|\\p{L}+ (?:hour|day))|as possible|(?:business|working) days|tomorrow_|slow to|delayed|high volume|\\d+ (?:to|-) \\d+ (?:hour|day|business)|in kürze|baldmöglich|schnellstmöglich|so (?:schnell|bald)|werktag|danach|rapidement|délais|bientôt|brefs|pronto_|lo antes|en breve|brevedad|em breve|brevemente|mais breve|presto_|al più|quanto prima|giorni lavorativi|binnen|spoedig|zo snel|werkdagen|innerhalb (?:von )?\\d|sous \\d|dans un délai|en un plazo|dentro de (?:las|los) próxim|no prazo|em até \\d|dias úteis|entro \\d',
  ),
  beginning(
    'hurtigst|snarest|snart_|inden for|hverdage|möjligt|arbetsdagar|pian_|mahdollisimman|arkipäiv|wkrótce|najszybciej|brzy_|co nejd|nejdříve|najskôr|hamarosan|lehető|curând|ближайш|скор|найшвидше|σύντομα|kısa süre|en yakın',
  ),
  within('قريب|أقرب|בהקדם|בקרוב|遅れ|追って|後日|まもなく|確認の上|尽快|盡快|儘快|及时|及時|빠른|늦어|지연|확인 후'),
]

/** I am, I will be. */
const me: readonly RegExp[] = [
  beginning(
    "i(?: a|')m_|i (?:will|shall) be|i'll be|i have (?:retired|left|moved)|ich bin|bin ich|zurzeit bin|ich werde|ich befinde|ich habe (?:urlaub|frei)_|ich arbeite nicht|die person|je (?:suis|serai)|estoy|estaré|me encuentro|estou|estarei|encontro-me|sono_|sarò|ik ben|ben ik|jeg (?:er|har|holder)_|jag (?:är|har)_|olen_|en ole_|jestem|przebywam|będę|jsem na|som na|budu na|vagyok|leszek|sunt_|voi fi|я (?:в|на|нахожусь|буду|сейчас|у)_|мен[яе] (?:нет|не)|нахожусь|отсутствую|είμαι|θα είμαι|βρίσκομαι",
  ),
  // In some languages one word says both "I am" and "away".
  within('izindeyim|izinliyim|tatildeyim|أنا|سأكون|אני|わたし|私|出張のため|休暇をいただ|我|저는|제가|중으로'),
]

/** Away: on leave, ill, travelling, gone for good. */
const away: readonly RegExp[] = [
  beginning(
    '(?:on|from) (?:\\p{L}+ )?(?:vacation|leave|holiday|duty)|sabbatical|out (?:of|today|this|until|sick|for)_|away_|travel(?:l)?ing|attending|retired|working remotely|intermittent|limited access|urlaub|abwesend|erkrankt|dienstreise|verreist|elternzeit|(?:im )?homeoffice|télétravail|teletrabajo|wieder im büro|nicht mehr in|en congé|absente?_|vacances|en déplacement|vacaciones|ausente_|fuera_|férias|licença|in ferie|assente|in congedo|fuori ufficio|vakantie|verlof|afwezig|ferie_|orlov_|permisjon|barsel|bortrejst|bortreist|semester_|tjänstledig|ledig_',
  ),
  beginning(
    'lomalla|vuosiloma|matkoilla|poissa_|urlop|zwolnieni|nieobecn|dovolen|nepřítomn|služební|szabadság|távol|concediu|отпуск|отсутствую|командировк|больничн|відпуст|відрядж|άδεια|απουσι|izin|tatil|seyahat',
  ),
  within(
    'إجازة|غير متواجد|خارج|سفر|בחופש|מחוץ למשרד|נעדר|出張|休暇|不在|外出|外勤|출장|외근|휴가|부재|休假|出差|请假|請假',
  ),
]

/** Away on business or on leave, which counts only with an end date, because a book may also be out until Monday. */
const onLeave: readonly RegExp[] = [
  beginning(
    'on (?:\\p{L}+ )?(?:vacation|leave)_|out of (?:the |my )?office|im urlaub|abwesend|dienstreise|elternzeit|en congés?_|de vacaciones|de férias|in ferie|met verlof|på ferie|har ferie|har semester|föräldraledig|lomalla|urlopie|dovolené|szabadságon|concediu|отпуске|командировке|відпустці|σε άδεια|izinde',
  ),
  within('في إجازة|בחופשה ו|休暇をいただ|休暇中です|出張中|出差|休假|휴가 중|출장 중'),
]

const until: readonly RegExp[] = [
  beginning(
    'until_|through_|returning|back on|will return|bis_|ab dem|jusqu|hasta_|até_|fino_|tot_|vanaf|til_|till_|asti_|saakka_|do_|-ig_|până_|до_|μέχρι|έως|kadar_',
  ),
  within('حتى|עד|まで|直到|之前|之后|之後|까지|이후'),
]

const has = (sentence: string, those: readonly RegExp[]): boolean => those.some(one => one.test(sentence))

const pairs: readonly (readonly [readonly RegExp[], readonly RegExp[]])[] = [
  [mail, handled],
  [reply, soon],
  [me, away],
  [onLeave, until],
]

/** Whether these are a machine's words: somebody is away, or a message has or has not arrived. */
export function soundsLikeMachine(text: string): boolean {
  const said = text
    .slice(0, 4_000)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
  if (machinePhrases.some(one => one.test(said))) return true
  return said.split(/[.!?。;:\n]+/).some(sentence => pairs.some(([a, b]) => has(sentence, a) && has(sentence, b)))
}
