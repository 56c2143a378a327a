import type { Survivors } from './survivors.ts'

export const incoming: readonly Survivors[] = [
  {
    because: 'Only the compiler needs it: a code that was just recorded as returned is there.',
    mutants: {
      recordCodeReturned: [
        'outcome.session.emailCode?.email → outcome.session.emailCode.email',
        '\'\' → "Stryker was here!"',
      ],
    },
  },
  {
    because: 'No specification has such a line: the quotation is the same with it and without it.',
    mutants: {
      passagesIn: ['false → true', 'place → true'],
      goesOn: ['form === before.place.form → true', 'skipped >= 0 → skipped > 0'],
      placeAsItIs: ['picture !== undefined → false'],
    },
  },
  {
    because:
      'Another way to decode comes to the same: a label that is taken for another, or for none, gives the same bytes to the same decoder, or leaves the same doubt.',
    mutants: {
      careless: [
        '/ascii|iso-?8859-?1$|latin-?1$|windows-1252|cp-?1252/ → /ascii|iso-?8859-?1$|latin-?1|windows-1252|cp-?1252/',
      ],
      larger: [
        '/ks_?c_?5601|cp-?949|uhc|windows-949|korean/ → /ks_c_?5601|cp-?949|uhc|windows-949|korean/',
        '/s-?jis|shift-jis|cp-?932|ms932|windows-31j/ → /s-jis|shift-jis|cp-?932|ms932|windows-31j/',
      ],
      decodeText: ['/^["\']|["\']$/g → /["\']|["\']$/g', '/^["\']|["\']$/g → /^["\']|["\']/g', 'true → false'],
    },
  },
  {
    because:
      'A default where there is nothing. Nothing has the name that stands in its place, so it is as good as nothing to what reads it.',
    mutants: {
      byName: ['\'\' → "Stryker was here!"'],
      isCaseTurned: ['[] → ["Stryker was here"]', '[] → ["Stryker was here"]'],
      namedByPage: ['\'\' → "Stryker was here!"'],
      fieldsOf: ['[] → ["Stryker was here"]', '\'\' → "Stryker was here!"'],
      paramsOf: [
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
        '[] → ["Stryker was here"]',
      ],
      htmlLines: ['[] → ["Stryker was here"]', '\'\' → "Stryker was here!"'],
      Page: [
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
        '\'\' → "Stryker was here!"',
      ],
      introducingLine: ['\'\' → "Stryker was here!"'],
      belongs: ['\'\' → "Stryker was here!"'],
      tellsOnlyWhen: ['[] → ["Stryker was here"]'],
      headerBlock: ['\'\' → "Stryker was here!"'],
      labelsIn: ['\'\' → "Stryker was here!"'],
      ruleAbove: ['\'\' → "Stryker was here!"'],
      learnFrom: ['\'\' → "Stryker was here!"'],
      saidElsewhere: ['\'\' → "Stryker was here!"'],
      isAutomatic: ['[] → ["Stryker was here"]', '\'\' → "Stryker was here!"'],
      machineSigns: ['\'\' → "Stryker was here!"', '\'\' → "Stryker was here!"', '\'\' → "Stryker was here!"'],
      hasMachineHeader: ['\'\' → "Stryker was here!"', '\'\' → "Stryker was here!"', '\'\' → "Stryker was here!"'],
      isForwarded: ['[] → ["Stryker was here"]'],
      addressesIn: ['\'\' → "Stryker was here!"'],
      typeOf: ['\'\' → "Stryker was here!"'],
      Reader: ['\'\' → "Stryker was here!"'],
      hasIntroduction: ['\'\' → "Stryker was here!"'],
      isHeaderBlock: ['\'\' → "Stryker was here!"', '\'\' → "Stryker was here!"', '\'\' → "Stryker was here!"'],
      holdsFooter: ['\'\' → "Stryker was here!"'],
      bodyOf: ['[] → ["Stryker was here"]'],
      isEncryptedPart: ['\'\' → "Stryker was here!"'],
      sentText: ['[] → ["Stryker was here"]', '[] → ["Stryker was here"]'],
      isLost: ['\'\' → "Stryker was here!"'],
      sendersFor: ['[] → ["Stryker was here"]'],
      wordsIn: ['[] → ["Stryker was here"]'],
      doubtsAboutSending: ['\'\' → "Stryker was here!"'],
      domainOf: ['\'\' → "Stryker was here!"'],
      formsOf: ['[] → ["Stryker was here"]'],
    },
  },
  {
    because:
      'Whether a text only looks like UTF-7 is a guess, and no specification has a text in which the two guesses differ. In doubt somebody reads the mail.',
    mutants: {
      holdsSevenBits: ['text.slice(0, escapesRead) → text'],
    },
  },
  {
    because:
      'No specification has a text that only one of the two expressions matches, and no program is known that writes one.',
    mutants: {
      fieldsOf: ['/^([!-9;-~]{1,100})[ \\t]*:(.*)$/s → /^([!-9;-~]{1,100})[ \\t]*:(.*)/s'],
      paramsOf: ["/^[^']*'[^']*'/ → /[^']*'[^']*'/"],
      joinedBefore: [
        '/^(.*[^\\s"\'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\\p{L}{2,10}[.,]*|\\d))/u → /(.*[^\\s"\'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\\p{L}{2,10}[.,]*|\\d))/u',
        '/^(.*[^\\s"\'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\\p{L}{2,10}[.,]*|\\d))/u → /^(.*[^\\s"\'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\\p{L}{2,10}[.,]|\\d))/u',
        '/^(.*[^\\s"\'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\\p{L}{2,10}[.,]*|\\d))/u → /^(.*[^\\s"\'(<[*_>])(?=(?:On|Le|Am|El|Il|Op|Den|Em) (?:\\p{L}{2,10}[^.,]*|\\d))/u',
      ],
      setting: [
        '/[^\\p{L}\\p{N}\\p{So}]+|[\\u2500-\\u25ff\\u2022]+/gu → /[^\\p{L}\\p{N}\\p{So}]|[\\u2500-\\u25ff\\u2022]+/gu',
        '/[^\\p{L}\\p{N}\\p{So}]+|[\\u2500-\\u25ff\\u2022]+/gu → /[^\\p{L}\\p{N}\\p{So}]+|[\\u2500-\\u25ff\\u2022]/gu',
      ],
      returned: [
        '/^message\\/(?:global|rfc822)|^text\\/rfc822-headers$/ → /^message\\/(?:global|rfc822)|text\\/rfc822-headers$/',
      ],
      reports: [
        '/^multipart\\/report$|^message\\/(?:global-)?(?:delivery-status|disposition-notification)$/ → /^multipart\\/report$|message\\/(?:global-)?(?:delivery-status|disposition-notification)$/',
      ],
      isMarkedAutomatic: ['/^no\\b/ → /no\\b/'],
      onOneLine: ['/\\s+/g → /\\s/g'],
      tag: [
        '/^(?:\\[[^\\]\\d]{0,40}\\]|\\{[^}\\d]{0,40}\\}|\\*{2,}[^*\\d]{0,40}\\*{2,}|(?:ext|external|extern[aeo]?)\\s*[:：])\\s*/iu → /(?:\\[[^\\]\\d]{0,40}\\]|\\{[^}\\d]{0,40}\\}|\\*{2,}[^*\\d]{0,40}\\*{2,}|(?:ext|external|extern[aeo]?)\\s*[:：])\\s*/iu',
        '/^(?:\\[[^\\]\\d]{0,40}\\]|\\{[^}\\d]{0,40}\\}|\\*{2,}[^*\\d]{0,40}\\*{2,}|(?:ext|external|extern[aeo]?)\\s*[:：])\\s*/iu → /^(?:\\[[^\\]\\d]{0,40}\\]|\\{[^}\\d]{0,40}\\}|\\*{2,}[^*\\d]{0,40}\\*{2,}|(?:ext|external|extern[aeo])\\s*[:：])\\s*/iu',
        '/^(?:\\[[^\\]\\d]{0,40}\\]|\\{[^}\\d]{0,40}\\}|\\*{2,}[^*\\d]{0,40}\\*{2,}|(?:ext|external|extern[aeo]?)\\s*[:：])\\s*/iu → /^(?:\\[[^\\]\\d]{0,40}\\]|\\{[^}\\d]{0,40}\\}|\\*{2,}[^*\\d]{0,40}\\*{2,}|(?:ext|external|extern[aeo]?)\\s*[:：])\\s/iu',
      ],
      saysMore: ['/\\p{L}/u → /\\P{L}/u'],
      isSeparator: [
        '/^\\s*(?:[-_=*]{3,}\\s*[^-_=*\\s].{0,80}[-_=*]{3,}|>>>.*>>>)\\s*$/ → /\\s*(?:[-_=*]{3,}\\s*[^-_=*\\s].{0,80}[-_=*]{3,}|>>>.*>>>)\\s*$/',
        '/^\\s*(?:[-_=*]{3,}\\s*[^-_=*\\s].{0,80}[-_=*]{3,}|>>>.*>>>)\\s*$/ → /^\\s*(?:[-_=*]{3,}\\s*[^-_=*\\s].{0,80}[-_=*]{3,}|>>>.*>>>)\\s*/',
      ],
      isIntroducing: [
        '/\\S@\\S+\\.\\S/ → /\\S@\\S\\.\\S/',
        '/\\b\\d{4}\\b|\\d{4}年|[./-]\\d{2}\\b/ → /\\b\\d{4}\\b|\\d年|[./-]\\d{2}\\b/',
        '/\\b\\d{4}\\b|\\d{4}年|[./-]\\d{2}\\b/ → /\\b\\d{4}\\b|\\D{4}年|[./-]\\d{2}\\b/',
      ],
      anyField: [
        "/^[\\s*_>|]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u → /[\\s*_>|]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u",
        "/^[\\s*_>|]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u → /^[\\s*_>|]*[\\p{L}\\P{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u",
      ],
      isDisclaimer: [
        '/intended|recipient|e-?mail|message|nachricht|empfänger|destinatai?r|mensa[jg]e|messaggio|geadresseerde|bericht|modtager|mottag|メール|邮件|郵件|메일|сообщени/i → /intended|recipient|e-?mail|message|nachricht|empfänger|destinatair|mensa[jg]e|messaggio|geadresseerde|bericht|modtager|mottag|メール|邮件|郵件|메일|сообщени/i',
      ],
      flowedLine: ['/^>*/ → />*/'],
      citingInitials: ['/^ ?(?:[\\p{L}.-]{1,12}>|\\|(?![^|]*\\|))/u → / ?(?:[\\p{L}.-]{1,12}>|\\|(?![^|]*\\|))/u'],
      endOfSentence: ['/^[.!?…"\'”’)]*/ → /[.!?…"\'”’)]*/'],
    },
  },
  {
    because: 'What the compiler asks for before it lets a value be read, which is always of that kind here.',
    mutants: {
      fieldsOf: [
        'began !== undefined && value !== undefined → began !== undefined || value !== undefined',
        'began !== undefined → true',
        'value !== undefined → true',
      ],
      utf8OrLatin: ['error instanceof TypeError → true'],
      isEmpty: ['line === undefined → false'],
      fixedLine: ['initials !== undefined → true'],
      indexesOf: ['previous !== undefined → true', 'previous !== undefined → true'],
    },
  },
  {
    because:
      'The first line of a mail, and what would be before it. There is nothing to read there, and nothing counts as an empty line.',
    mutants: {
      endOfHeader: ['place >= 0 → place > 0'],
      lastWords: ['i >= 0 → i > 0'],
      introducingLine: ['from >= 0 → true'],
      headerBlock: ['top > 0 → true', 'top > 0 → top >= 0', 'announced >= 0 → true'],
      aboveBanner: ['top > 0 → top >= 0', 'begin > 0 → true', 'begin > 0 → begin >= 0'],
    },
  },
  {
    because: 'A short way: without it the same comes out, with more work.',
    mutants: {
      endOfHeader: ['places.length === 0 → false'],
      paramsOf: ['end < 0 → false', 'whole.slice(end) → whole'],
      Page: [
        "style !== '' → true",
        "style !== '' → true",
        'this.struckClasses.size === 0 → false',
        '/\\s+/ → /\\s/',
        "words === '' → false",
        '-1 → +1',
      ],
      introductionAbove: ['last < 0 → false'],
      introductionOnTop: [
        'first >= 0 → true',
        'last < Math.min(first + introducingLines, lines.length) → last <= Math.min(first + introducingLines, lines.length)',
        'Math.min(first + introducingLines, lines.length) → Math.max(first + introducingLines, lines.length)',
      ],
      Reader: ["(fields.get('content-id') ?? '').trim() → fields.get('content-id') ?? ''"],
      placesOf: ['wanted.length === 0 → false'],
      cut: ['begin > from → true', 'begin > from → begin >= from'],
      placeAsItIs: ['!mayHaveLinks(text) → false', '\'[\' → ""'],
      asciiSetting: ['/[^a-z0-9]+/g → /[^a-z0-9]/g'],
      isAscii: ['{ return !beyondAscii.test(text) } → {}'],
      firstWordOf: ['!isAscii(text) → true', 'from < 0 → false', 'length < 0 → length <= 0'],
      splitInLines: ['\'\\r\' → ""'],
      isSeparator: ['!separatorLike.test(text) → false'],
      separatorLike: [
        '/^\\s*(?:[-_=*]{3}|>>>)/ → /\\s*(?:[-_=*]{3}|>>>)/',
        '/^\\s*(?:[-_=*]{3}|>>>)/ → /^\\s*(?:[-_=*]|>>>)/',
      ],
      numberLike: ['/^\\s*\\d/ → /\\s*\\d/'],
      isHeaderBlock: ['!colon.test(whole) → false'],
      citingInitials: ['!mayCite.test(line) → false'],
      mayCite: ['/^.{0,13}>|^ ?\\|/ → /.{0,13}>|^ ?\\|/', '/^.{0,13}>|^ ?\\|/ → /^.{0,13}>| ?\\|/'],
      mayBePlaceholder: ['/^\\s*[[<]/ → /\\s*[[<]/'],
      sentText: [
        'letters.length < tellingLetters → letters.length <= tellingLetters',
        'head && !pages.begins(head, behind) && !(mayBeSource && sourcesRead().begins(head, behind)) → false',
        'mayBeSource && sourcesRead().begins(head, behind) → true',
        'mayBeSource && sourcesRead().begins(head, behind) → mayBeSource || sourcesRead().begins(head, behind)',
      ],
      lettersOfLines: [
        "line => line.length <= shortLine && isAscii(line) && !line.includes('\\n') → () => undefined",
        "line.length <= shortLine && isAscii(line) && !line.includes('\\n') → false",
        'line.length <= shortLine → line.length < shortLine',
        '\'\\n\' → ""',
        'isPlain[i] → false',
      ],
      asciiLetters: ['\'latin1\' → ""', 'i < bytes.length → i <= bytes.length'],
      remembered: [
        'known.size < 100 → true',
        'known.size < 100 → false',
        'known.size < 100 → known.size <= 100',
        'known.size < 100 → known.size >= 100',
        'known.set(url, answer) → ;',
      ],
      headOf: [
        'known !== undefined → false',
        'known.length < tellingLetters → true',
        'known.length < tellingLetters → known.length <= tellingLetters',
        "{ if (known !== undefined) return known.length < tellingLetters ? '' : known.slice(0, tellingLetters) const head = text.length > headLength ? lettersOf(text.slice(0, headLength)) : '' return head.length < tellingLetters + lettersCut ? '' : head.slice(0, tellingLetters) } → {}",
        'text.length > headLength → true',
        'text.length > headLength → false',
        'text.length > headLength → text.length >= headLength',
        'text.length > headLength → text.length <= headLength',
        'text.slice(0, headLength) → text',
        '\'\' → "Stryker was here!"',
        'head.length < tellingLetters + lettersCut → true',
        'head.length < tellingLetters + lettersCut → head.length <= tellingLetters + lettersCut',
      ],
      formsOf: [
        'long.has(head) || (behind !== undefined && isAt(head, behind.form, behind.end)) → true',
        'forms[i]?.letters.charCodeAt(start + length - 1) !== lastLetter → false',
      ],
      holdsFooter: ['lines.length - 1 → lines.length + 1'],
      fromWords: ['first < 0 → false', 'own.slice(first) → own'],
      replyIn: [
        'joined(fromWords(own.lines), 2 * limits.answer).trim() → joined(fromWords(own.lines), 2 * limits.answer)',
      ],
    },
  },
  {
    because:
      'No specification has such a page: white space or an empty element between the parts of a list or a row, as no program writes it.',
    mutants: {
      Page: [
        'false → true',
        "words === ' ' → true",
        'line → true',
        "this.isItemBegun &&= line === '' → this.isItemBegun ||= line === ''",
        "line === '' → true",
        "line === '' → false",
        "line === '' → line !== ''",
        'line → true',
        'false → true',
        "name === 'li' → true",
        "name === 'tr' → false",
        '\'tr\' → ""',
        'false → true',
        'false → true',
        'false → true',
      ],
    },
  },
  {
    because: 'It is there whenever this is reached; the compiler cannot know that.',
    mutants: {
      Page: [
        'element?.isList → element.isList',
        'element?.href → element.href',
        'element?.isStruck → element.isStruck',
      ],
      introducingLine: ['lines[found]?.text → lines[found].text'],
      belongs: ['lines[from]?.text → lines[from].text'],
      labelsIn: ['lines[i]?.text → lines[i].text'],
      ruleAbove: ['lines[above]?.text → lines[above].text'],
      aboveBanner: ['lines[first]?.depth → lines[first].depth', 'lines[begin - 1]?.depth → lines[begin - 1].depth'],
      flowedLine: ['/^>*/.exec(line)?.[0] → /^>*/.exec(line)[0]'],
      endOfSentence: [
        '/^[.!?…"\'”’)]*/.exec(text.slice(from, from + 8))?.[0] → /^[.!?…"\'”’)]*/.exec(text.slice(from, from + 8))[0]',
      ],
      formsOf: [
        'forms[form - first]?.starts → forms[form - first].starts',
        'forms[form - first]?.letters → forms[form - first].letters',
        'forms[i]?.letters → forms[i].letters',
      ],
      headerBlock: ['lines[i]?.text → lines[i].text', 'first === undefined → false', 'start === undefined → false'],
      introducedBlock: ['lines[from]?.depth → lines[from].depth'],
    },
  },
  {
    because: 'No specification has lines that only the space between them tells apart.',
    mutants: {
      textOf: ['\' \' → ""'],
    },
  },
  {
    because: 'A limit of how much is read, for mails that nobody wrote. Whatever is within it is read the same.',
    mutants: {
      joinedBefore: ['text.slice(0, introductionLength) → text'],
      headerBlock: ['textOf(lines, top, last).slice(0, 8_000) → textOf(lines, top, last)'],
      isLabel: ['text.length < 2_000 → true', 'text.length < 2_000 → text.length <= 2_000'],
      isWarning: ["lines .map(line => line.text) .join(' ') .slice(0, 1_000) → lines.map(line => line.text).join(' ')"],
      saidElsewhere: [
        "createHash('sha256').update(letters).digest('base64url').slice(0, 16) → createHash('sha256').update(letters).digest('base64url')",
      ],
      saysMore: [
        'before.slice(0, 1_000).trimStart() → before.slice(0, 1_000).trimEnd()',
        'before.slice(0, 1_000) → before',
      ],
      without: ['text.slice(0, 1_000) → text'],
      soundsLikeMachine: ['text .slice(0, 4_000) → text'],
      isSeparator: ['text.slice(0, 300) → text'],
      isStamp: ['text.length < 60 → text.length <= 60'],
      isHeaderBlock: ['one.slice(0, 500) → one'],
      replyIn: ['typed.slice(0, 2 * limits.answer) → typed'],
      sentText: [
        'html.slice(0, 2 * formLength) → html',
        'html.slice(0, formLength) → html',
        'url.length > 10_000 → url.length >= 10_000',
        'url.length > 10_000 → false',
      ],
      quotedIn: ['i >= introducedPassages → false', 'i >= introducedPassages → i > introducedPassages'],
      htmlLines: ['!page.isFull → true'],
      Page: [
        'this.opened > elementsRead → false',
        'this.opened > elementsRead → this.opened >= elementsRead',
        'this.lines.length > linesRead → false',
        'this.lines.length > linesRead → this.lines.length >= linesRead',
        'this.opened++ → this.opened--',
      ],
      joined: [
        'length > enough → false',
        'length > enough → length >= enough',
        'length += line.text.length + 1 → length -= line.text.length + 1',
        'line.text.length + 1 → line.text.length - 1',
      ],
    },
  },
  {
    because:
      'No specification has such a block: its fields are fewer or in another order, or the desk is named elsewhere in it. The blocks of all known programs are in the specifications. A block that is not found leaves a doubt, and somebody reads the mail.',
    mutants: {
      label: [
        "/^[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u → /[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u",
        "/^[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u → /^[\\S*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u",
        "/^[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u → /^[\\s*_>]*[\\p{L}\\P{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u",
        "/^[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u → /^[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\P{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u",
        "/^[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[*_ \\u00a0]{0,2}[:：]/u → /^[\\s*_>]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Cf} .'’()-]{0,30}[^*_ \\u00a0]{0,2}[:：]/u",
      ],
      rule: [
        '/^\\s*(?:[-_=*─—]{5,}|[-_=*]{2,}\\s*[^-_=*\\s][^\\n]{0,80}[-_=*]{2,})\\s*$/ → /^\\s*(?:[-_=*─—]{5,}|[-_=*]{2,}\\s*[-_=*\\s][^\\n]{0,80}[-_=*]{2,})\\s*$/',
        '/^\\s*(?:[-_=*─—]{5,}|[-_=*]{2,}\\s*[^-_=*\\s][^\\n]{0,80}[-_=*]{2,})\\s*$/ → /^\\s*(?:[-_=*─—]{5,}|[-_=*]{2,}\\s*[^-_=*\\s][^\\n]{0,80}[-_=*])\\s*$/',
      ],
      headerBlock: ['i < first → i <= first'],
      bareLabel: [
        '/^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]+["<\\p{L}\\p{N}[]/iu → /(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]+["<\\p{L}\\p{N}[]/iu',
        '/^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]+["<\\p{L}\\p{N}[]/iu → /^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]["<\\p{L}\\p{N}[]/iu',
        '/^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]+["<\\p{L}\\p{N}[]/iu → /^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]+["<\\P{L}\\p{N}[]/iu',
        '/^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]+["<\\p{L}\\p{N}[]/iu → /^(?:from|to|cc|date|subject|von|an|datum|betreff|de|à|objet|para|fecha|asunto|data|assunto|da|a|oggetto|van|aan|onderwerp|fra|til|dato|emne|från|till|ämne|od|do|temat|от|кому|дата|тема)[ \\t]+["<\\p{L}\\P{N}[]/iu',
      ],
      ruleAbove: ['above >= 0 → true'],
    },
  },
  {
    because:
      'No specification has such a banner. A banner that is not taken for one leaves the quotation without an introduction, and somebody reads the mail.',
    mutants: {
      isSeam: ['line !== undefined → true'],
      tag: [
        "/^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu → /\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu",
        "/^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu → /^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu",
        "/^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu → /^\\W*(?:external|ext|extern[aeo][rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu",
        "/^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu → /^\\W*(?:external|ext|extern[aeo]?[^rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu",
        "/^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu → /^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo])\\]|don't often get e?-?mail/iu",
        "/^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu → /^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[^aeo]?)\\]|don't often get e?-?mail/iu",
        "/^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e?-?mail/iu → /^\\W*(?:external|ext|extern[aeo]?[rs]?|esterno)\\W*$|\\[(?:external|extern[aeo]?)\\]|don't often get e-?mail/iu",
      ],
      ofMail: [
        '/mail|message|sender|organi[sz]|nachricht|absender|expéditeur|mensaje|mensagem|messaggio|correo|bericht|メール|邮件|郵件|메일/iu → /mail|message|sender|organi[^sz]|nachricht|absender|expéditeur|mensaje|mensagem|messaggio|correo|bericht|メール|邮件|郵件|메일/iu',
      ],
      isWarning: ['\' \' → ""'],
      aboveBanner: ['end < 0 → false', 'end < 0 → end <= 0'],
    },
  },
  {
    because: 'No specification has such a mailbox: it differs in what is remembered a second time.',
    mutants: {
      learnFrom: [
        'library && subjectBeginning(library.name) → true',
        'library && subjectBeginning(library.name) → false',
        'Object.entries(seen).some(([trait, value]) => known[trait as keyof typeof seen] !== value) → Object.entries(seen).every(([trait, value]) => known[trait as keyof typeof seen] !== value)',
      ],
      saidElsewhere: [
        'letters.length < tellingLetters → letters.length <= tellingLetters',
        '!same.some(one => one.session === session) → true',
        'one => one.session === session → () => undefined',
        'one.session === session → false',
      ],
    },
  },
  {
    because: 'No specification has a bounce whose sender is known as a machine by its mailbox alone.',
    mutants: {
      isAutomatic: ['\'machine-sender\' → ""'],
    },
  },
  {
    because:
      'The phrases of machines, or another pair of words, find the same texts: all that are known are in the specifications.',
    mutants: {
      soundsLikeMachine: ['/[.!?。;:\\n]+/ → /[.!?。;:\\n]/'],
    },
  },
  {
    because: 'No specification has such a mail, and no program is known that writes one.',
    mutants: {
      endOfBoundary: ['body[from] === dash → true', 'body[i] === carriageReturn → true'],
      endOfLineBefore: ['body[at - 2] === carriageReturn → true', 'at - 1 → at + 1'],
      bodyOf: ['\'charset\' → ""', '!isBlank(line) → isBlank(line)'],
      isInText: ['\'image/\' → ""'],
      doubtsAboutSending: ['receivedAt >= at → true'],
    },
  },
  {
    because:
      'Another part of the same condition finds the same: in every text in which the two differ, the result is the same.',
    mutants: {
      isHeaderBlock: ['!anyField.test(text) → false'],
      holdsFooter: ['i + 1 → i - 1'],
      formOf: ['i < word.length → i <= word.length'],
    },
  },
  {
    because: 'Nothing reads it where lines do not flow.',
    mutants: {
      unflowed: ['{ isFlowed: false, deletesSpace: false } → {}', 'false → true'],
    },
  },
  {
    because:
      'The lines of an armour follow each other in one order, and none of them is the first that is empty, so the two comparisons never differ.',
    mutants: {
      unsigned: [
        'i > begin → i >= begin',
        'i > signature → i >= signature',
        'signature < 0 → false',
        'signature < 0 → signature <= 0',
        'end < 0 → end <= 0',
        'i > begin → i >= begin',
        'blank < 0 → false',
        'blank < 0 → blank <= 0',
        'blank > signature → blank >= signature',
      ],
    },
  },
  {
    because: 'A text has a plain form or a page, or it would not be one; the compiler cannot know that.',
    mutants: {
      bodyOf: ['{ lines: [], isSure: true, isWhole: true } → {}', 'true → false', 'true → false'],
    },
  },
  {
    because: 'Spaces around an answer, and pictures in it, fall away once more further down.',
    mutants: {
      replyIn: ['text.trim() → text', 'text.trim() → text'],
    },
  },
  {
    because: 'A link that differs only in its end is also found as a part of another.',
    mutants: {
      linkLetters: [
        '/^https?:\\/\\//i → /https?:\\/\\//i',
        '/[.,;:!?)\\]]+$/ → /[.,;:!?)\\]]+/',
        '/[.,;:!?)\\]]+$/ → /[.,;:!?)\\]]$/',
        '\'\' → "Stryker was here!"',
      ],
    },
  },
  {
    because: 'Two characters are looked at, so either end of the expression is enough.',
    mutants: {
      unquoted: ['/^[0-9a-f]{2}$/i → /[0-9a-f]{2}$/i', '/^[0-9a-f]{2}$/i → /^[0-9a-f]{2}/i'],
    },
  },
  {
    because: 'The desk writes these tags itself: a number of few digits.',
    mutants: {
      tags: ['/^(?:code-)?\\d{1,6}$/ → /^(?:code-)?\\d$/'],
    },
  },
  {
    because: 'The desk writes these tags itself, and only this kind has a library.',
    mutants: {
      testTags: ["[v.literal('mailbox-test')] → []"],
    },
  },
  {
    because: 'A post to no connection fails, which is logged and changes nothing.',
    mutants: {
      tellPatron: ['!patron.connection → false'],
    },
  },
  {
    because:
      'No specification has such a reply: an introduction at its top without a quotation, or words of the desk in another order. What is not taken for a quotation stays, and somebody reads the mail.',
    mutants: {
      forwarding: [
        '/^\\s*[-_=*]{2,}.{0,40}(?:forward|weitergeleitet|transf[eé]r|reenviad|encaminhad|inoltrat|doorgestuurd|vidarebefordr|videresendt|videresend|välitetty|przekazan|přeposlan|továbbított|iletilen|пересл|пересыла|転送|转发|轉寄|전달)/iu → /\\s*[-_=*]{2,}.{0,40}(?:forward|weitergeleitet|transf[eé]r|reenviad|encaminhad|inoltrat|doorgestuurd|vidarebefordr|videresendt|videresend|välitetty|przekazan|přeposlan|továbbított|iletilen|пересл|пересыла|転送|转发|轉寄|전달)/iu',
        '/^\\s*[-_=*]{2,}.{0,40}(?:forward|weitergeleitet|transf[eé]r|reenviad|encaminhad|inoltrat|doorgestuurd|vidarebefordr|videresendt|videresend|välitetty|przekazan|přeposlan|továbbított|iletilen|пересл|пересыла|転送|转发|轉寄|전달)/iu → /^\\s*[-_=*].{0,40}(?:forward|weitergeleitet|transf[eé]r|reenviad|encaminhad|inoltrat|doorgestuurd|vidarebefordr|videresendt|videresend|välitetty|przekazan|přeposlan|továbbított|iletilen|пересл|пересыла|転送|转发|轉寄|전달)/iu',
      ],
      quotedIn: ['introductions.at(-1)?.from !== introduction.from → true', '-1 → +1'],
      isInOrder: [
        'next.place.form !== place.form → false',
        'next.place.start >= place.start → next.place.start > place.start',
      ],
      ownWordsIn: ['onTop.to <= first.first → true', 'onTop.to <= first.first → onTop.to < first.first'],
    },
  },
  {
    because:
      'Empty lines and rules beside a quotation: what is not taken with the line above is taken with the line below, or falls away as an empty line.',
    mutants: {
      leftOf: ['false → true', '!last || isBlank(last) → true', '!isBlank(line) → true'],
    },
  },
  {
    because: 'An address has this mark at its end, or not at all.',
    mutants: {
      domainOf: ['/>$/ → />/'],
    },
  },
  {
    because: 'A decoder throws nothing else.',
    mutants: {
      strictly: [
        '{ if (error instanceof TypeError || error instanceof RangeError) return undefined throw error } → {}',
        'error instanceof TypeError || error instanceof RangeError → true',
      ],
    },
  },
  {
    because: 'A label with something before it is known to no decoder, whatever is made of it.',
    mutants: {
      byName: ['/^cp-(?=125\\d)/ → /cp-(?=125\\d)/'],
    },
  },
  {
    because: 'One line after the last is no line, which is looked at first.',
    mutants: {
      passagesIn: ['i < lines.length → i <= lines.length'],
      leftOf: ['i < lines.length → i <= lines.length', '!line → false'],
    },
  },
  {
    because: 'A digit alone after the sign is left as it is when the line is decoded.',
    mutants: {
      encoded: ['/=[0-9A-F]{2}/ → /=[0-9A-F]/'],
    },
  },
  {
    because: 'What stands right behind has been looked for before.',
    mutants: {
      formsOf: ['start >= behind.end → start > behind.end'],
    },
  },
  {
    because: 'Every link that comes here begins so.',
    mutants: {
      gateway: [
        '/^https?:\\/\\/[^/]*(?:safelinks\\.protection|urldefense|mimecast|cudasvc|emailprotection|protection\\.sophos|avanan|secure-web\\.cisco|clicktime\\.|fireeye|trellix|trendmicro)/i → /https?:\\/\\/[^/]*(?:safelinks\\.protection|urldefense|mimecast|cudasvc|emailprotection|protection\\.sophos|avanan|secure-web\\.cisco|clicktime\\.|fireeye|trellix|trendmicro)/i',
      ],
    },
  },
]
