import * as v from 'valibot'
import { isAddress } from '../protocol/address.ts'
import { isLanguage } from '../protocol/language.ts'
import { isWebLink } from '../protocol/link.ts'
import { oneLine } from '../protocol/visible.ts'
import { defaultPage } from './page.ts'

/*
 * The keys of a library's page. As in `file-shape.ts`, each message continues after the key.
 */
const text = v.pipe(v.string('must be a text'), v.trim(), v.nonEmpty('must not be empty'))

const language = v.pipe(text, v.check(isLanguage, 'must be tags of languages like en, es-419 or zh-Hans'))

const label = v.pipe(
  text,
  v.maxLength(120, 'must not be longer than 120 characters'),
  v.check(label => oneLine(label) === label, 'must be on one line, without marks that nobody sees'),
)
const labels = v.record(language, label, 'must be texts by their languages, like { en: You are }')

const id = v.pipe(
  text,
  v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, a letter first, 40 at most'),
)

const asked = v.picklist(['off', 'optional', 'required'], 'must be off, optional or required')

const choice = v.strictObject({ id, label: labels }, 'must have keys')

const field = v.strictObject(
  {
    id,
    label: labels,
    required: v.exactOptional(v.boolean('must be true or false'), false),
    choices: v.exactOptional(
      v.pipe(
        v.array(choice, 'must be a list'),
        v.minLength(1, 'must not be empty'),
        v.maxLength(30, 'must not have more than 30 choices'),
      ),
    ),
  },
  'must have keys',
)

const form = v.strictObject(
  {
    name: v.exactOptional(asked, defaultPage.form.name),
    email: v.exactOptional(asked, defaultPage.form.email),
    fields: v.exactOptional(
      v.pipe(v.array(field, 'must be a list'), v.maxLength(10, 'must not have more than 10 fields')),
      [],
    ),
  },
  'must have keys',
)

/** A key of a text, as translators see it: `button`, `form.send`. */
const key = v.pipe(
  v.string('must be a text'),
  v.regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/, 'must have keys of letters, digits and . _ -, 64 at most'),
)
const words = v.record(
  language,
  v.record(
    key,
    v.pipe(text, v.maxLength(1000, 'must not be longer than 1000 characters')),
    'must be texts by their keys',
  ),
  'must be texts by their languages and keys',
)

const httpsUrl = v.pipe(
  text,
  v.check(url => isWebLink(url) && url.startsWith('https:'), 'must be a URL that begins with https://'),
)

export const pageShape = v.strictObject(
  {
    accent: v.exactOptional(
      v.pipe(text, v.toLowerCase(), v.regex(/^#[0-9a-f]{6}$/, 'must be a colour like "#1f5f99", in quotes')),
      defaultPage.accent,
    ),
    logo: v.exactOptional(httpsUrl),
    website: v.exactOptional(httpsUrl),
    telephone: v.exactOptional(
      v.pipe(
        text,
        v.regex(
          /^\+?[0-9][0-9 ()./-]{2,29}(?: ext\. ?[0-9]{1,6})?$/,
          'must be a telephone number like +1 555 010 0100',
        ),
      ),
    ),
    email: v.exactOptional(v.pipe(text, v.check(isAddress, 'must be an email address'))),
    languages: v.exactOptional(v.pipe(v.array(language, 'must be a list'), v.minLength(1, 'must not be empty')), [
      ...defaultPage.languages,
    ]),
    words: v.exactOptional(words, {}),
    form: v.exactOptional(form, {}),
  },
  'must have keys',
)

export type PageInFile = v.InferOutput<typeof pageShape>
