import { describe, expect, it } from 'vitest'
import { machinePhrases } from '../../../../lib/mail/incoming/machine-phrases.ts'

const isPhrase = (text: string) => machinePhrases.some(one => one.test(text))

/** Each in the forms that machines give it, in small letters, as the desk compares them. */
const phrases: Readonly<Record<string, readonly string[]>> = {
  'English: somebody is away': [
    ...['out of office', 'out of the office', 'away from desk', 'away from my desk', 'away from email'],
    ...['away from e-mail', 'i am away', "i'm currently away", 'i am on leave', 'i am on annual leave'],
    ...['i will be on leave', 'i shall be on annual leave', 'on my return', 'upon my return'],
    ...['we respond to everybody when i return', 'limited access to email', 'limited access to my e-mail'],
    ...['the mailbox is not monitored', 'the inbox is unmonitored', 'the address is no longer being checked'],
  ],
  'English: a machine says so': [
    ...['this is an automatic notice', 'this email was automatically sorted', 'this e-mail is an automated notice'],
    ...['auto-reply', 'auto reply', 'automated email', 'automatic e-mail'],
  ],
  'English: it has come in': [
    ...['your library question has been received', 'your email was delayed', 'your e-mail was delayed'],
    ...['this email is being reviewed', 'this e-mail is being reviewed', 'your request from yesterday was received'],
    ...['your request is currently delayed', 'received your email', 'received your e-mail', 'we have your email'],
    ...["we've got your e-mail", 'is important to us'],
  ],
  'English: somebody will answer': [
    ...['we endeavor to reply soon', 'we endeavour to reply soon', 'we will answer within 2 weeks'],
    ...['we will answer it in a few days', 'we will answer in a day', 'we will answer in an hour'],
    ...['you will receive a personal answer', 'be in touch shortly'],
  ],
  'English: a ticket': [
    ...['ticket 4711 was opened', 'logged case', 'logged a case', 'created a new case', 'opened a new support request'],
    ...[
      'new request has been',
      'new support case has been',
      'incident #4711',
      'reference number: x',
      'incident id is x',
    ],
    ...["i'm satisfied", "i'm unsatisfied"],
  ],
  'the number of a ticket': [
    ...['the ticket for you was opened', 'incident #47', 'saks-nr 4711', 'saks nr. 4711', 'saksnr:4711', 'saksnr 4711'],
    ...['saksnr: is 4711', 'reference inc0012345', 'reference number: req0012345', '問い合わせ番号', '問合わせ番号'],
    ...['問い合せ番号', '整理番号'],
  ],
  'English: a list': [
    ...['awaiting approval', 'awaiting moderator approval', 'the moderator of the list will review it'],
    ...['senders i have approved', 'senders that i have approved'],
  ],
  'English: it did not arrive': [
    ...['the email to amy could not be delivered', 'the e-mail could not be delivered', 'message cannot be sent'],
    ...['message can not be sent', 'message has not been sent', 'delivery is delayed', 'delivery to amy failed'],
    ...['550 5.1.1', '550-5.7.25', '550 #5.1.10', '554 5.10.1', 'exceeded its quota', 'exceeded its storage quota'],
    ...['receipt for the email', 'receipt for the e-mail'],
  ],
  German: [
    ...[
      'ich bin im urlaub',
      'bin im urlaub',
      'heute, ich bin im urlaub',
      'automatisch antworten',
      'automatische antwort',
    ],
    ...['antworten sie nicht auf', 'antworten sie bitte nicht auf', 'ihre email wurde', 'ihre e-mail wurde'],
    ...['deine email erhalten', 'deine e-mail erhalten', 'beantworten ihre frage so bald wie'],
  ],
  French: [
    ...['nous sommes absents', 'nous sommes absente', 'nous sommes actuellement absents', 'je serai en congé'],
    ...['je serai en congés', 'je suis malheureusement absente', 'je suis malheureusement absent'],
    ...['je suis malheureusement en congé', 'je suis malheureusement en congés', 'votre message a été'],
    ...['votre message a bien été', 'accuse réception', 'accusé de réception', 'enregistré sous le numéro'],
    ...['enregistrée sous le n°'],
  ],
  'Spanish and Catalan': [
    ...['estoy ausente', 'estoy actualmente ausente', 'su mensaje no pudo', 'su mensaje no se pudo'],
    ...['responderemos a usted lo antes posible', 'registrado con el número', 'registrada con el número'],
  ],
  Portuguese: [
    ...['estarei ausente', 'estou atualmente de férias', 'não responda este', 'não responda a este', 'recebemos sua'],
    ...['recebemos a sua', 'responderemos à questão em breve'],
  ],
  Italian: [
    'sono assente',
    'sono attualmente assente',
    'email automatica',
    'e-mail automatica',
    'risponderemo al più presto',
  ],
  Dutch: [
    ...['mail wordt niet gelezen', 'mailbox wordt niet gelezen', 'lees mijn email weer', 'lees mijn e-mail weer'],
    ...['lees mijn mails weer', 'ik ben deze week afwezig', 'uw email is ontvangen', 'uw e-mail is ontvangen'],
  ],
  'Danish, Norwegian and Swedish': [
    ...[
      'jeg har desværre ferie',
      'jeg ferie',
      'jag är just nu ledig',
      'jag ledig',
      'automatisk svar',
      'automatiskt svar',
    ],
    ...['vi vil svare snarest', 'vi svarer snarest', 'vender tilbage til dig snarest', 'ärende har fått nummer'],
  ],
  Polish: [
    'jestem do piątku nieobecny',
    'automatyczna odpowiedź',
    'treść automatycznej odpowiedzi',
    'odpowiemy jak najszybciej',
  ],
  'Czech and Slovak': [
    'po návratu',
    'po návrate',
    'automatická odpověď',
    's automatickou odpovědí',
    'odpovíme co nejdříve',
  ],
  'Russian and Ukrainian': [
    ...['у відпустці', 'в відпустці', 'автоматический ответ', 'ответим вам в ближайшее', 'заявка номер 7 принята'],
  ],
  'Greek and Turkish': [
    ...[
      'αυτόματη απάντηση',
      'κείμενο αυτόματης απάντησης',
      'epostalarımı okumuyorum',
      'e-postalarımı okumuyorum',
      'mesajınız bize ulaştı',
    ],
    ...['epostanız alındı', 'e-postanız alındı'],
  ],
  'Arabic and Hebrew': ['أنا في إجازة', 'أنا حاليا في إجازة', 'לא נמצא במשרד', 'לא נמצאת במשרד'],
  Japanese: [
    '休暇をとっており',
    '休暇をとらせて',
    '休暇を取って',
    '追って連絡',
    '追ってご連絡',
    '改めて連絡',
    '改めてご連絡',
  ],
  Chinese: ['请勿回复', '请勿直接回复', '请勿回覆', '工单', '工單'],
  Korean: [
    ...['자동회신', '자동 회신', '휴가중', '휴가 중', '부재중', '출장중', '출장 중', '곧 다시 연락', '이후에 답변'],
  ],
}

describe('R31 a phrase of a machine is known in each of its forms', () => {
  it.each(Object.entries(phrases))('%s', (_language, all) => {
    expect(all.filter(text => !isPhrase(text))).toEqual([])
  })

  it('but not across sentences, nor inside another word', () => {
    const apart = [
      'we answer. it is 5 when i return',
      'you will receive a book. the answer is in it',
      'your ticket. it was opened at 9',
      'the moderator left. please review it',
      'the message is here. it could not be delivered',
      'delivery to amy. it failed',
      'die kabin ist im urlaub',
      'je suis amy. elle est absente',
      'responderemos. lo antes posible',
      'risponderemo. presto',
      'ik ben amy. zij is afwezig',
      'jestem. ona jest nieobecna',
      'ответим. в ближайшее время',
      'заявка. он принят',
      '곧. 연락',
      'i am on',
      'de melding 12 is hier',
      'reference sr71',
      '1550 5.1.1',
    ]
    expect(apart.filter(isPhrase)).toEqual([])
  })
})
