/**
 * The most common mail providers, and a few that are one letter away from those but are real providers. Names of fewer than five
 * letters are too close to too many others.
 */
const providers: readonly string[] = [
  ...['gmail.com', 'googlemail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'icloud.com', 'aol.com', 'live.com'],
  ...['comcast.net', 'verizon.net', 'sbcglobal.net', 'bellsouth.net', 'charter.net', 'protonmail.com', 'earthlink.net'],
  ...['hotmail.co.uk', 'yahoo.co.uk', 'yahoo.ca', 'yahoo.fr', 'yahoo.de', 'hotmail.fr', 'optonline.net', 'rogers.com'],
]
const others: readonly string[] = ['mail.com', 'email.com', 'ymail.com', 'rocketmail.com', 'hotmail.de', 'outlook.de']

/** Endings that do not exist, and the intended ones. */
const endings: Readonly<Record<string, string>> = {
  ...{ con: 'com', cmo: 'com', ocm: 'com', comm: 'com', coom: 'com', vom: 'com', xom: 'com', cim: 'com', c0m: 'com' },
  ...{ ogr: 'org', orgg: 'org', nte: 'net', ent: 'net', nett: 'net', edi: 'edu', eud: 'edu', eduu: 'edu' },
}

/**
 * These endings belong to countries. Many people have mailboxes there, but not at a provider whose address ends differently.
 */
const shortened: readonly string[] = ['co', 'cm', 'om', 'ne', 'nt', 'et']

/** The address that was probably meant, if this one looks mistyped: `jane@gamil.con` is `jane@gmail.com`. */
export function likelyMeant(email: string): string | undefined {
  const at = email.lastIndexOf('@') + 1
  const domain = email.slice(at).toLowerCase()
  const meant = domainMeant(domain)
  return meant === domain ? undefined : email.slice(0, at) + meant
}

function domainMeant(domain: string): string {
  const dot = domain.lastIndexOf('.') + 1
  const [name, ending] = [domain.slice(0, dot), domain.slice(dot)]
  const corrected = name + (endings[ending] ?? ending)
  if (providers.includes(corrected) || others.includes(corrected)) return corrected
  return providers.find(provider => isNear(corrected, provider)) ?? corrected
}

/** One letter too many, missing, wrong or swapped with its neighbour; or an ending that lost a letter. */
function isNear(domain: string, provider: string): boolean {
  const [name, theirs] = [nameIn(domain), nameIn(provider)]
  const [ending, theirEnding] = [domain.slice(name.length + 1), provider.slice(theirs.length + 1)]
  const hasLost = shortened.includes(ending) && isOneEditAway(ending, theirEnding)
  if (ending !== theirEnding && !hasLost) return false
  return name === theirs || (theirs.length >= 5 && isOneEditAway(name, theirs))
}

function nameIn(domain: string): string {
  return domain.slice(0, domain.indexOf('.'))
}

function isOneEditAway(a: string, b: string): boolean {
  let same = 0
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++
  const [restA, restB] = [a.slice(same), b.slice(same)]
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1) || isSwapped
}
