import { chosenLanguage } from '../shared/language.ts'

/** Words of the desk that go to a patron are in the language that the patron reads, whatever the librarian’s desk speaks. */
const words = {
  en: {
    'still-there': 'Are you still there?',
    'closing-soon':
      'I have not heard from you for a while, so I will close this chat soon. You can come back at any time.',
    'still-searching': 'I’m still searching; this takes another two or three minutes.',
    'policy-page': 'From the policy page of your library',
  },
  es: {
    'still-there': '¿Sigue ahí?',
    'closing-soon':
      'No sé nada de usted desde hace un rato, así que pronto cerraré este chat. Puede volver cuando quiera.',
    'still-searching': 'Sigo buscando; tardaré otros dos o tres minutos.',
    'policy-page': 'De la página de normas de su biblioteca',
  },
  fr: {
    'still-there': 'Êtes-vous toujours là ?',
    'closing-soon':
      'Je n’ai plus de nouvelles de vous, alors je vais bientôt fermer ce chat. Vous pouvez revenir à tout moment.',
    'still-searching': 'Je cherche encore ; il me faut encore deux ou trois minutes.',
    'policy-page': 'De la page des règles de votre bibliothèque',
  },
} as const

/** A text for a patron who reads this language, as far as it is known. English for the others. */
export function toPatron(text: keyof (typeof words)['en'], reads: string | undefined): string {
  const found = chosenLanguage([reads], Object.keys(words))
  return words[found === 'es' || found === 'fr' ? found : 'en'][text]
}
