/** Phrases, by language, that machines write and people rarely do: somebody is away, or a message has or has not arrived. */
export const machinePhrases: readonly RegExp[] = [
  // English
  /\bout of (?:the |my )?office\b|\baway from (?:the |my )?(?:desk|office|e-?mail)\b|\bi(?: a|')m (?:currently )?(?:away|on (?:\w+ )?(?:leave|vacation|holiday)|not in the office)|\bi (?:will|shall) be (?:away|out of|on (?:\w+ )?(?:leave|vacation|holiday))/,
  /\b(?:i|who|has|is) no longer (?:work|employed|with|at)\b|\bwhen i(?: a|')m back\b|\b(?:up)?on my return\b|\b(?:respond|reply|answer|get back)\b[^.!?\n]{0,40}\bwhen (?:i|we) (?:return|reopen|am|are|get)\b|\blimited access to (?:my )?e-?mail|\b(?:mailbox|inbox|address|account) is (?:not|no longer|un) ?(?:being |actively |regularly )?(?:monitored|read|checked|in use)/,
  /\b(?:this|the following) (?:is an|e-?mail (?:was|has been|is)|message (?:was|has been|is)) (?:an )?automat|\bauto(?:mat(?:ic|ically|ed))?[- ](?:generated|reply|response|message|e-?mail|sent|acknowledg)|\b(?:do not|don't) (?:reply|respond) to this|\b(?:closed|sent|generated|created) automatically\b/,
  /\b(?:your (?:\S+ )?(?:question|request|message|e-?mail|mail|enquiry|inquiry|ticket|case|incident|query|submission)|this (?:message|e-?mail|ticket|request))\b(?: \S+){0,3} (?:has been|have been|was|is being|is now|is) (?:\w+ly )?(?:received|submitted|registered|reviewed|assigned|updated|resolved|closed|logged|escalated|held|delayed|blocked|rejected|quarantined|undeliverable|awaiting|read|displayed|opened|deleted|in progress)\b/,
  /\breceived (?:your (?:message|mail|e-?mail|request|enquiry|inquiry|question|query|ticket)|and (?:is|will))|\bwe(?: have|'ve) (?:your|got your) (?:request|message|e-?mail|enquiry|inquiry|question)|\bis important to us\b/,
  /\b(?:will|aim to|shall|endeavou?r to|try to) (?:\w+ ){0,5}(?:look|answer|reply|respond|contact|get back|be in touch|follow up)\b[^.!?\n]{0,60}\b(?:within (?:\d|a|one|two|three|five|the next)|days?|hours?|soon|shortly|possible|touch)\b|\bbe in touch (?:shortly|soon|within)|\byou (?:will|should) (?:receive|get|hear) (?:a|an|back|from)\b[^.!?\n]{0,40}\b(?:answer|reply|response|within|soon|shortly|address)/,
  /\bticket\b[^.!?\n]{0,40}\b(?:opened|created|received|number|resolved|closed|updated|assigned|reopened|merged)\b|\b(?:opened|created|logged) (?:a |an |your )?(?:new )?(?:support )?(?:ticket|case|request|incident)|\bnew (?:support )?(?:request|ticket|case) has been|\b(?:ticket|incident|reference|your (?:case|request)) (?:no\.|number|id|#) ?(?:is|:|\d)/,
  /\bhow (?:would you rate|(?:did|are) we do)|\bhow we did\b|\brate (?:the|our|your) (?:support|service|experience)|\bi'm (?:un)?satisfied\b|\bsatisfaction survey\b/,
  /\b(?:awaiting|await|pending) (?:moderator |for )?(?:approval|moderation)|\bmoderator\b[^.!?\n]{0,40}\b(?:approv|review|reject)|\bnot allowed to post\b|\bconfirm that you are (?:a person|human|not a)|\bcontrol spam\b|\bsenders (?:that )?i have approved\b/,
  /\b(?:message|e-?mail|mail|delivery)\b[^.!?\n]{0,80}\b(?:could not|couldn't|can ?not|can't|was not|wasn't|has not) be(?:en)? (?:delivered|sent|accepted)|\bmailbox is full\b|\bundeliverable\b|\bdelivery (?:is|has been|was|to [^.\n]{1,60}) (?:delayed|failed)|\b5\d\d[ -]#?5\.\d{1,3}\.\d{1,3}\b|\buser unknown\b|\bexceeded (?:its|the|their) (?:storage )?quota|\breceipt for the (?:mail|message|e-?mail)|\bmessage was displayed\b/,
  // The number of a ticket, in several languages
  /(?:ticket|vorgang|anfrage|incident|zgłoszeni|ärende|sags|saks|zaak|melding|заявк|обращени)\p{L}*[- ]?(?:nummer|number|numer|nr|no|id|№|n°|#|номер)?[.:]? ?(?:is|lautet|är|er|to|:|#|№)? ?#?\d{4,}|\breference(?: number)?:? (?:req|inc|cas|cs|sr)\d{4,}|(?:問い?合わ?せ|整理)番号/u,
  // Surveys, in several languages
  /\bhow satisfied (?:are|were) you\b|wie zufrieden (?:sind|waren) sie|êtes-vous satisfait|votre avis nous intéresse|(?:qué|cuán) tan satisfech|grado de satisfacción|quanto (?:è|sei|ritieni) soddisfatt|qual o seu grau de satisfação|hoe tevreden (?:bent|was) u|hur nöjd (?:är|var) du|hvor tilfreds|jak ocenia|оцените (?:нашу|качество|работу)|満足度|满意度|滿意度/,
  // Lists and filters that keep a mail
  /\bpermission to post\b|\bgroup you tried to contact\b|\bonly members (?:can|may) post\b/,
  // Away, in other words: Dutch, Finnish, Czech, Japanese
  /(?:mail|bericht)[a-z]* wordt niet (?:doorgestuurd|gelezen)|ik ben er weer (?:op|vanaf)|lees mijn (?:e-?)?mails? weer|palaamme asiaan|saimme viesti|jsem mimo kancelář|休暇(?:を頂|を取得|をと[っら]|を取[っら])/,
  // German
  /arbeite nicht mehr|die person, die sie erreichen|in dieser zeit nicht gelesen|(?:^|[^\p{L}])(?:ich bin|bin ich|wir sind|sind wir|bin|ich befinde mich|befinde ich mich)[^\p{L}][^.!?\n]{0,60}(?:nicht (?:im (?:büro|haus|dienst)|erreichbar|am arbeitsplatz|anwesend)|im urlaub|abwesend|in elternzeit|in mutterschutz|außer haus|erkrankt)|wird nicht weitergeleitet|keinen zugriff auf meine|nach meiner rückkehr|in dringenden fällen/u,
  /automatische? (?:antwort|eingangs|nachricht|mail|benachrichtigung)|automatisch (?:erzeugt|generiert|erstellt|versandt)|eingangsbestätigung|antworten sie (?:bitte )?nicht auf|(?:postfach|adresse) wird nicht (?:gelesen|überwacht|bearbeitet)/,
  /ihre (?:nachricht|anfrage|e-?mail|mail) (?:ist|wurde|haben|erhalten|konnte)|(?:ihre|deine) (?:nachricht|anfrage|e-?mail|mail) (?:erhalten|bekommen)|bei ihnen melden|melden uns (?:bei|in|so)|in kürze (?:bei|bearbeit|beantwort)|(?:bearbeit|beantwort)\p{L}* [^.!?\n]{0,40}(?:in kürze|schnellst|so (?:schnell|bald) wie)|das ticket\b|vorgangsnummer|wurde unter der nummer|konnte nicht (?:zugestellt|übermittelt)/u,
  // French
  /(?:je suis|je serai|nous sommes|actuellement) (?:actuellement |absolument )?(?:absente?s?|en congés?|en vacances|en déplacement|hors du bureau)|je suis [^.!?\n]{0,30}(?:absente?|en congés?)|en mon absence|à mon retour|je serai de retour|ne consulterai pas/,
  /(?:message|réponse|courriel) automatique|(?:ne pas y|merci de ne pas) répondre|votre (?:message|demande|courriel|question) (?:a (?:bien )?été|n'a pas)|nous avons bien reçu|accus(?:ons|e|é) (?:de )?réception|dans les (?:meilleurs|plus brefs) délais|enregistrée? sous le (?:numéro|n°)|n'a pas pu être (?:remis|distribué|délivré)/,
  // Spanish and Catalan
  /(?:estoy|me encuentro|estaré|soc|estic) (?:\p{L}+ ){0,3}(?:fuera de|de vacaciones|ausente|de baja|fora de|de vacances)|a mi regreso|en mi ausencia/u,
  /(?:mensaje|respuesta|correo) automátic|no responda a este|hemos recibido su|su (?:mensaje|solicitud|consulta|correo) (?:ha sido|fue|no (?:se )?(?:ha|pudo))|(?:responderemos|contactaremos|contestaremos) [^.!?\n]{0,40}(?:lo antes posible|en breve|a la brevedad|horas|días)|registrad[ao] con el número|no se pudo entregar/,
  // Portuguese
  /(?:estou|estarei|encontro-me) (?:\p{L}+ ){0,3}(?:fora|ausente|de férias|de licença)|quando regressar|no meu regresso/u,
  /(?:mensagem|resposta) automática|não responda (?:a )?est|recebemos (?:a )?sua|sua (?:mensagem|solicitação|pergunta) (?:foi|não)|(?:responderemos|entraremos em contato) [^.!?\n]{0,40}(?:breve|possível|horas|dias)|registrada com o número/,
  // Italian
  /(?:sono|sarò) (?:\p{L}+ ){0,2}(?:assente|fuori (?:ufficio|sede) (?:fino|dal|per)|in ferie|in congedo|in malattia)|non sono in ufficio|al mio rientro/u,
  /(?:messaggio|risposta|e-?mail) automatic|non rispond(?:a|ere) a quest|abbiamo ricevuto (?:la|il) (?:sua|suo|tua|tuo)|(?:sua|vostra) (?:richiesta|mail) (?:è stata|è in)|(?:risponderemo|ricontatteremo|evasa) [^.!?\n]{0,40}(?:possibile|presto|giorni|ore)/,
  // Dutch
  /(?:ik ben|ben ik|wij zijn|zijn wij) [^.!?\n]{0,60}(?:afwezig|niet (?:aanwezig|op kantoor|bereikbaar)|met (?:vakantie|verlof))|bij mijn terugkeer|voor dringende (?:zaken|vragen)/,
  /automatisch (?:bericht|antwoord|gegenereerd|verzonden)|(?:wij|we) hebben uw|uw (?:vraag|bericht|e-?mail|melding) (?:is|wordt) (?:\p{L}+ ){0,3}(?:ontvangen|geregistreerd|behandeling|gesloten)|zo (?:spoedig|snel) mogelijk/u,
  // Danish, Norwegian and Swedish
  /jeg (?:\p{L}+ ){0,3}(?:ikke på (?:kontor|arbejde|jobb)|bortrejst|bortreist|ferie|barsel|fraværende|permisjon|orlov)|jag (?:\p{L}+ ){0,3}(?:inte på (?:kontor|jobb|plats)|borta|ledig|semester|föräldraledig|tjänstledig)/u,
  /automatis(?:k|kt|ke) (?:svar|besked|melding|meddela|generer)|autosvar|(?:har (?:modtaget|mottatt|mottagit)|tagit emot) (?:din|dit|ditt|deres|ert)|(?:svarer?|vender tilbage|återkommer|kontakter) (?:\p{L}+ ){0,4}(?:hurtigst|snarest|snart|inden for|möjligt|mulig)|ärende [^.!?\n]{0,40}nummer/u,
  // Finnish
  /olen (?:poissa|lomalla|matkoilla)|en ole (?:paikalla|toimistolla|töissä|tavoitettavissa)|palattuani|palaan töihin|kiireellisissä asioissa|automaattinen (?:vastaus|viesti)|mahdollisimman pian|viestisi on (?:vastaanotettu|luettu)|olemme vastaanottaneet/,
  // Polish
  /(?:jestem|przebywam|będę) [^.!?\n]{0,20}(?:nieobecn|poza biurem|na urlopie|na zwolnieniu)|nie mam dostępu do poczty|po powrocie|wrócę do (?:biura|pracy)|w pilnych sprawach|automatyczn\p{L}* (?:odpow|wiadom|potwier)|odpowiemy [^.!?\n]{0,30}(?:najszybciej|wkrótce|możliwe)|zgłoszenie (?:zostało|nr|numer)|wiadomość (?:została|nie została)/u,
  // Czech and Slovak
  /(?:nejsem|nie som) [^.!?\n]{0,30}(?:kancelář|kancelár|přítom|k dispozici)|(?:mám|čerpám|jsem na|som na) dovolen|po návrat[eu]|automatick\p{L}* (?:odpov|zpráv|potvrz)|odpovíme [^.!?\n]{0,30}(?:nejdříve|brzy|možné)|požadavek byl (?:přijat|zaevid|vyřešen|uzavřen)/u,
  // Hungarian and Romanian
  /nem vagyok (?:az irodá|elérhet|bent)|szabadságon|térek vissza|automatikus (?:válasz|üzenet|visszaig)|hamarosan (?:válasz|jelentk|felvessz)|sunt (?:plecat|în concediu|indisponibil)|voi răspunde la|răspuns automat/,
  // Russian and Ukrainian
  /меня (?:нет|не будет) (?:в офисе|на (?:рабочем|месте|работе))|(?:нахожусь|буду|я) (?:в|у) отпуск|[ув] відпуст|после возвращения|після повернення|автоматическ\p{L}* (?:ответ|сообщ|увед|пись)|автоответ|не отвечайте на (?:него|это)/u,
  /(?:ответим|свяжемся) [^.!?\n]{0,30}(?:ближайшее|скоро|течение)|(?:заявка|обращение|запрос) [^.!?\n]{0,20}(?:принят|зарегистрирован|получен|закрыт)/,
  // Greek and Turkish
  /απουσιάζω|εκτός γραφείου|αυτόματ\p{L}* (?:απάντ|μήνυμ)|λάβαμε το (?:μήνυμ|αίτημ|email)|θα σας απαντήσουμε|ofis dışı|izindeyim|tatildeyim|e-?postalarımı okum|otomatik (?:yanıt|cevap|mesaj|ileti)|(?:mesajınız|talebiniz|e-?postanız) [^.!?\n]{0,20}(?:alın|ulaş|kayd)|dönüş yapılacak/u,
  // Arabic and Hebrew
  /خارج المكتب|أنا (?:حاليا |حاليًا )?في إجازة|رد تلقائي|(?:تلقينا|استلمنا|وصلتنا) (?:رسالت|طلب|استفسار)|سنرد عليك|לא נמצאת? במשרד|אני בחופש|מענה אוטומטי|תשובה אוטומטית|פנייתך (?:התקבלה|נקלטה)|קיבלנו את פניי/,
  // Japanese
  /自動(?:応答|返信|送信|配信)|不在(?:に(?:して|し|なり)|とな|のため|中)|休暇(?:をいただ|中(?:です|のため|につき))|(?:受け付け|受付|受領)(?:ました|いたしました|完了|しました)|受付番号|席を外して|追って(?:ご)?(?:連絡|回答|返信)|改めて(?:ご)?(?:連絡|返信)|(?:このメール|本メール)(?:に|は)(?:返信|送信専用|自動)|配信(?:不能|できません)/,
  // Chinese
  /自动(?:回复|答复|发送|发出)|请勿(?:直接)?回[复覆]|自動(?:回覆|回復|發送)|(?:不在|离开|離開)(?:办公|辦公)|(?:正在|目前|现在|現在)休假|休假中|(?:已|已经|已經)收到(?:您|你|貴)|(?:请求|請求|问题|邮件|郵件|來信)已(?:收到|受理|登记|登記)|工[单單]|(?:尽快|盡快|儘快)(?:回复|回覆|答复|與|与|联系|聯絡)|无法(?:投递|送达)|無法(?:投遞|傳遞)/,
  // Korean
  /자동 ?(?:회신|응답|발송)|휴가 ?중|부재 ?중|출장 ?중|접수(?:되었|중)|(?:빠른 시일|이후|곧)[^.!?\n]{0,20}(?:답변|회신|연락)/,
  // Vietnamese and Indonesian
  /đang nghỉ (?:phép|lễ)|trả lời tự động|chúng tôi đã nhận được|sedang (?:cuti|tidak di kantor|dinas)|balasan otomatis|kami telah menerima|membalas email anda/,
]
