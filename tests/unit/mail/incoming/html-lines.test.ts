import { describe, expect, it } from 'vitest'
import { htmlLines, strikesOut } from '../../../../lib/mail/incoming/html-lines.ts'
import { joined } from '../../../../lib/mail/incoming/lines.ts'

const shown = (html: string) => joined(htmlLines(html).lines).trimEnd()
const lines = (html: string) => htmlLines(html).lines

describe('R31 nothing of a page counts that its reader did not see', () => {
  it.each(['head', 'title', 'style', 'script', 'template', 'noscript', 'select', 'svg'])('no words in %s', name => {
    expect(shown(`<p>Yes.</p><${name}>hidden</${name}><p>No.</p>`)).toBe('Yes.\n\nNo.')
  })

  it.each(['s', 'strike', 'del'])('no words in %s, which strikes them out', name => {
    expect(shown(`Room <${name}>12 <b>A</b></${name}> 14`)).toBe('Room 14')
    expect(strikesOut(`Room <${name}>12</${name}> 14`)).toBe(true)
  })

  it.each([
    'text-decoration: line-through',
    'display:none',
    'display: none',
    'display:  none',
    'visibility:hidden',
    'visibility:  hidden',
    'mso-hide:all',
    'mso-hide:  all',
  ])('no words with the style %s', style => {
    expect(shown(`Room <span style="color: red; ${style}">12</span> 14`)).toBe('Room 14')
  })

  it('nor any that are hidden by an attribute; a page that only has styles shows its words', () => {
    expect(shown('Room <span hidden>12</span> 14')).toBe('Room 14')
    expect(shown('Room <span style="color: red">12</span> 14')).toBe('Room 12 14')
    expect(shown('Room <span class="hidden">12</span> 14')).toBe('Room 12 14')
    expect(strikesOut('<p style="color: red">It says: strike.</p>')).toBe(false)
  })

  it('no words whose class strikes them out, wherever it stands among others', () => {
    const styled = (style: string, classes: string) =>
      shown(`<style>${style}</style>Room <i class="${classes}">12</i> <i class="y">13</i> 14`)
    expect(styled('.x-1 { color: red; text-decoration: line-through }', 'a x-1')).toBe('Room 13 14')
    expect(styled('p.gone, .other { text-decoration: line-through }', 'a\n gone b')).toBe('Room 13 14')
    expect(styled('.gone { text-decoration: line-through }', 'a b')).toBe('Room 12 13 14')
    expect(styled('.x { color: red } .z { text-decoration: line-through }', 'x')).toBe('Room 12 13 14')
    expect(shown('<style>.x{text-decoration:line-through}</style>Room 12 <b>A</b> 14')).toBe('Room 12 A 14')
  })

  it('a style that comes long after the beginning of the page is none', () => {
    const late = (padding: number) =>
      shown(`<i class="x">12</i><!--${'-'.repeat(padding)}--><style>.x{text-decoration:line-through}</style>`)
    expect(late(1_000)).toBe('')
    expect(late(60_000)).toBe('12')
  })

  it('no pictures that are hidden or struck out', () => {
    expect(lines('<template><img src="cid:a"></template><s><img src="cid:b"></s><img src="cid:c">')).toEqual([
      { depth: 0, text: '', picture: 'c' },
    ])
  })
})

describe('R31 the words of a page stand as its reader saw them', () => {
  it.each([
    ['a line with spaces in the source is one line', ' \n a \t\n b ', 'a b'],
    ['a space alone between two elements is one', '<b>a</b> <i>b</i>', 'a b'],
    ['no space between two elements is none', '<b>a</b><i>b</i>', 'ab'],
    ['nothing between two elements is no space', '<b>a</b><!-- --><i>b</i>', 'ab'],
    ['a line break stands between two spaces', 'a <br> b', 'a\nb'],
    ['a space at the beginning of a block is none', '<div> a</div><div> b</div>', 'a\nb'],
    ['a space before punctuation that was typed stays', '<b>a</b> (<i>b</i>)', 'a (b)'],
    ['a paragraph stands apart from what comes after it', '<p>a</p>b', 'a\n\nb'],
    ['and from what comes before it', 'a<p>b</p>', 'a\n\nb'],
    ['a list of elements breaks its line', 'a<section>b</section><dl><dt>c</dt><dd>d</dd></dl>', 'a\nb\nc\nd'],
    ['a rule is a line', 'a<hr>b', 'a\n--------\nb'],
    ['a rule stands in its quotation', '<blockquote>a<hr>b</blockquote>', '> a\n> --------\n> b'],
    ['what a style keeps is kept', '<div style="white-space: pre">a  b\n c</div>', 'a  b\n c'],
    ['also without a space', '<div style="white-space:pre-wrap">a  b</div>', 'a  b'],
    ['also by the word for spaces', '<div style="white-space:  break-spaces">a  b</div>', 'a  b'],
    ['also within another element', '<pre>a<b>  b</b></pre>', 'a  b'],
    ['but not beside it', '<pre>a  b</pre><div>c  d</div>', 'a  b\n\nc d'],
    ['no other style keeps spaces', '<div style="color: red">a  b</div>', 'a b'],
    ['whatever line ends the source has', '<pre>a\r\nb\rc\nd</pre>', 'a\nb\nc\nd'],
    ['four empty lines are three', 'a<br><br><br><br><br><br>b', 'a\n\n\n\nb'],
    ['three empty lines are three', 'a<br><br><br><br>b', 'a\n\n\n\nb'],
    ['and again further down', 'a<br><br>b<br><br><br>c', 'a\n\nb\n\n\nc'],
  ])('%s', (_rule, html, text) => {
    expect(shown(html)).toBe(text)
  })
})

describe('R31 a table is read by its rows', () => {
  it.each([
    ['cells stand side by side', '<tr><td>a</td><td>b</td><td>c</td></tr>', 'a | b | c'],
    ['an empty first cell is none', '<tr><td></td><td>b</td></tr>', 'b'],
    ['spaces around cells are none', '<tr> <td> a </td> <td> b </td> </tr>', 'a | b'],
    ['a row does not go on in the next', '<tr><td>a</td></tr><tr>b<td>c</td></tr>', 'a\nbc'],
    ['text kept as it stands has cells, too', '<tr><td>a</td><td><pre>b  c</pre></td></tr>', 'a\n\nb  c'],
    [
      'text kept by a style has them beside',
      '<tr><td>a</td><td><code style="white-space:pre">b  c</code></td></tr>',
      'a | b  c',
    ],
  ])('%s', (_rule, rows, text) => {
    expect(shown(`<table>${rows}</table>`)).toBe(text)
  })
})

describe('R31 a list keeps its numbers and its depth', () => {
  it.each([
    ['an item with text kept as it stands', '<ul><li><pre>a\nb</pre></li></ul>', '- a\nb'],
    ['a paragraph begins beside the number, the next one below', '<ol><li><p>a</p><p>b</p></li></ol>', '1. a\n\nb'],
    ['an empty item is a line', '<ul><li></li><li>b</li></ul>', '-\n- b'],
    ['an item below an empty one stands alone', '<ul><li></li></ul><p>b</p>', '-\n\nb'],
    [
      'a list goes on below the one that stands in it',
      '<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>',
      '1. a\n  1. b\n2. c',
    ],
    ['a start that is no number is one', '<ol start="x"><li>a</li></ol>', '1. a'],
    ['an item without a list', '<li>a</li>', '- a'],
    ['the deepest is indented as the ninth', `${'<ul>'.repeat(12)}<li>a</li>`, `${' '.repeat(16)}- a`],
  ])('%s', (_rule, html, text) => {
    expect(shown(html)).toBe(text)
  })
})

describe('R31 a link says where it leads, unless its words do', () => {
  const link = (href: string, label: string) => shown(`See <a href="${href}">${label}</a>.`)
  it.each([
    ['https://x.example/a', 'the plan', 'See the plan <https://x.example/a>.'],
    [' https://x.example/a ', 'the plan', 'See the plan <https://x.example/a>.'],
    ['http://x.example/a', 'the <b>plan</b>', 'See the plan <http://x.example/a>.'],
    ['mailto:amy@x.example', 'Amy', 'See Amy <amy@x.example>.'],
    [' mailto:amy@x.example', 'Amy', 'See Amy <amy@x.example>.'],
    ['https://x.example/?to=mailto:amy', 'Amy', 'See Amy <https://x.example/?to=mailto:amy>.'],
    ['mailto:amy@x.example', 'amy@x.example', 'See amy@x.example.'],
    ['https://x.example/a', 'https://x.example/a', 'See https://x.example/a.'],
    ['https://www.x.example/a/', 'x.example/a', 'See x.example/a.'],
    ['http://x.example/a', 'www.x.example/a/', 'See www.x.example/a/.'],
    ['https://x.example/a/b', 'x.example/ab', 'See x.example/ab <https://x.example/a/b>.'],
    ['https://x.example/www.b', 'x.example/b', 'See x.example/b <https://x.example/www.b>.'],
    ['https://x.example/b', 'x.example/www.b', 'See x.example/www.b <https://x.example/b>.'],
    ['https://x.example/https://b', 'x.example/b', 'See x.example/b <https://x.example/https://b>.'],
    ['#plan', 'the plan', 'See the plan.'],
    ['javascript:void("https://x.example")', 'the plan', 'See the plan.'],
    ['https://x.example/a', ' ', 'See .'],
    ['https://x.example/a', '<s>the plan</s>', 'See .'],
  ])('%s, shown as %s', (href, label, text) => {
    expect(link(href.replaceAll('"', '&quot;'), label)).toBe(text)
  })

  it('an anchor without an address, and the address of what is no link, say nothing', () => {
    expect(shown('See <a name="x">the plan</a>.')).toBe('See the plan.')
    expect(shown('See <b href="https://x.example/a">the plan</b>.')).toBe('See the plan.')
    expect(shown('See <s><a href="https://x.example/a">the plan</a></s>.')).toBe('See .')
  })

  it('an address longer than any that somebody gives is left out', () => {
    const address = `https://x.example/${'a'.repeat(4_000 - 18)}`
    expect(link(address, 'it')).toBe(`See it <${address}>.`)
    expect(link(`${address}a`, 'it')).toBe('See it.')
  })
})

describe('R31 a picture has a line of its own', () => {
  it('with its Content-ID, or with the words for it', () => {
    expect(lines('a<img src="CID:1@x" alt="b">c')).toEqual([
      { depth: 0, text: 'a' },
      { depth: 0, text: '', picture: '1@x' },
      { depth: 0, text: 'c' },
    ])
    expect(lines('<img src="https://x.example/?cid:1" alt="Logo">')).toEqual([{ depth: 0, text: '', picture: 'Logo' }])
    expect(lines('<blockquote><img></blockquote>')).toEqual([{ depth: 1, text: '', picture: '' }])
  })

  it('an empty line stands between it and the next paragraph', () => {
    expect(lines('<img src="cid:1"><p>a</p>')).toEqual([
      { depth: 0, text: '', picture: '1' },
      { depth: 0, text: '' },
      { depth: 0, text: 'a' },
      { depth: 0, text: '' },
    ])
  })
})

describe('R31 a page without measure is read as far as it goes, and says so', () => {
  it('to its length', () => {
    const page = (length: number) => htmlLines(`${'a'.repeat(length - 1)}b`)
    expect(page(500_000)).toEqual({ lines: [{ depth: 0, text: `${'a'.repeat(499_999)}b` }], isWhole: true })
    expect(page(500_001)).toEqual({ lines: [{ depth: 0, text: 'a'.repeat(500_000) }], isWhole: false })
  })

  it('to its depth', () => {
    const page = (depth: number) => htmlLines(`a${'<b>'.repeat(depth)}c${'</b>'.repeat(depth)}`)
    expect(page(400)).toEqual({ lines: [{ depth: 0, text: 'ac' }], isWhole: true })
    expect(page(401)).toEqual({ lines: [{ depth: 0, text: 'a' }], isWhole: false })
  })

  it('to its last word, also where nothing closes it', () => {
    expect(htmlLines('<div>a &amp')).toEqual({ lines: [{ depth: 0, text: 'a &' }], isWhole: true })
    expect(htmlLines('')).toEqual({ lines: [], isWhole: true })
    expect(htmlLines('a\ud83d').lines).toEqual([{ depth: 0, text: 'a\ufffd' }])
  })
})
