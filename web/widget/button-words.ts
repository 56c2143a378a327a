import type { Raw } from './card.ts'

/** The words of the closed button. They are few and plain, since the page pays for them before anybody asks. */
const words = {
  en: {
    ask: 'Ask a librarian',
    leave: 'Leave a question',
    continue: 'Your conversation',
    here: 'Somebody is here',
    wait: 'About {minutes} min wait',
    opens: 'Open {when}',
    mail: 'We answer by email',
    unread: '{count} new',
  },
  es: {
    ask: 'Pregunte a la biblioteca',
    leave: 'Deje su pregunta',
    continue: 'Su conversación',
    here: 'Hay alguien aquí',
    wait: 'Espera: unos {minutes} min',
    opens: 'Abre: {when}',
    mail: 'Respondemos por correo',
    unread: '{count} sin leer',
  },
  fr: {
    ask: 'Demandez à la bibliothèque',
    leave: 'Laissez votre question',
    continue: 'Votre conversation',
    here: 'Quelqu’un est là',
    wait: 'Attente : environ {minutes} min',
    opens: 'Ouvre {when}',
    mail: 'Réponse par courriel',
    unread: '{count} non lus',
  },
} as const

export type ButtonKey = keyof typeof words.en

/** A text of the button: the library's own, else the desk's, else English. Values stand in braces. */
export function buttonText(key: ButtonKey, language: string, own: Raw, value = ''): string {
  const text = own[`button.${key}`]
  const [base] = language.split('-')
  const usual = words[base === 'es' || base === 'fr' ? base : 'en'][key]
  return (typeof text === 'string' ? text : usual).replace(/\{\w+\}/, value)
}
