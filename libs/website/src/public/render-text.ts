/**
 * Text that people wrote as HTML: whatever they wrote, none of it is markup. Between the tags stand escaped words alone.
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (mark) => `&#${mark.codePointAt(0)};`);
}

interface Block {
  readonly tag: 'h2' | 'ul' | 'ol' | 'p';
  readonly lines: string[];
}

export interface TextOptions {
  /** Links stand behind words, and not as their addresses alone; false for what somebody outside wrote, who might hide where they lead. */
  readonly linkedWords?: boolean;
}

/**
 * Blank lines part paragraphs, `## ` begins a heading, `- ` an item of a list and `1. ` one that is numbered, whatever stands before
 * or behind the line; `**words**` are strong, an address of the web becomes a link, and so do `[words](address)` of `http`, `https`
 * and `mailto`. Anything else stands there as it was written.
 */
export function renderText(text: string, { linkedWords = true }: TextOptions = {}): string {
  const blocks: Block[] = [];
  let last: Block | undefined;
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') {
      last = undefined;
      continue;
    }
    const tag = tagOf(line);
    if (last === undefined || last.tag !== tag || tag === 'h2') blocks.push((last = { tag, lines: [] }));
    last.lines.push(line);
  }
  return blocks.map((block) => renderBlock(block, (line) => withStrong(line, linkedWords))).join('\n');
}

const NUMBER = /^(\d{1,3})\. /;

function tagOf(line: string): Block['tag'] {
  if (line.startsWith('## ')) return 'h2';
  if (line.startsWith('- ')) return 'ul';
  return NUMBER.test(line) ? 'ol' : 'p';
}

function renderBlock({ tag, lines }: Block, inline: (line: string) => string): string {
  if (tag === 'h2') return `<h2>${escapeHtml(lines[0]!.slice(3))}</h2>`;
  if (tag === 'ul') return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`;
  // As numbered by whoever wrote it.
  if (tag === 'ol') return `<ol>${lines.map((line) => `<li value="${Number(NUMBER.exec(line)![1])}">${inline(line.replace(NUMBER, ''))}</li>`).join('')}</ol>`;
  return `<p>${lines.map(inline).join('<br>')}</p>`;
}

/** No mark within: each part of a line is looked at once, however long it is. */
const STRONG = /\*\*([^*\s](?:[^*]*[^*\s])?)\*\*/g;

function withStrong(line: string, linkedWords: boolean): string {
  return replaceEach(line, STRONG, ([, words]) => `<strong>${withLinks(words!, linkedWords)}</strong>`, (rest) => withLinks(rest, linkedWords));
}

/** Cut out before anything is escaped, so that an address ends where it was written to end. */
const ADDRESS = /https?:\/\/[^\s<>"'`[\]]+[^\s<>"'`[\].,;:!?)}]/g;
/** Words and where they lead; of `mailto` the address alone: what stands behind a `?` would write the mail. */
const LINKED_WORDS = /\[([^[\]]+)\]\((https?:\/\/[^\s<>"'`()[\]]+|mailto:[^\s<>"'`()?&:@]+@[^\s<>"'`()?&:@]+)\)/gi;

function withLinks(line: string, linkedWords: boolean): string {
  if (!linkedWords) return withAddresses(line);
  return replaceEach(line, LINKED_WORDS, ([whole, words, target]) => (leadsAsSaid(words!, target!) ? link(target!, words!) : withAddresses(whole)), withAddresses);
}

function withAddresses(line: string): string {
  return replaceEach(line, ADDRESS, ([address]) => link(address, address), escapeHtml);
}

function link(target: string, words: string): string {
  return `<a href="${escapeHtml(target)}" rel="nofollow noopener noreferrer">${escapeHtml(words)}</a>`;
}

/** Words that look like the address of another host, or a target that names a user before its host, would lead people astray. */
function leadsAsSaid(words: string, target: string): boolean {
  if (!URL.canParse(target)) return false;
  const { host, username, password, protocol } = new URL(target);
  if (username !== '' || password !== '') return false;
  const said = /(?:[a-z]+:\/\/|www\.|@)/i.test(words) || /^\S+\.[a-z]{2,}(?:[:/?#]\S*)?$/i.test(words.trim()) ? words.trim() : null;
  if (said === null) return true;
  if (protocol === 'mailto:') return said.toLowerCase() === target.slice('mailto:'.length).toLowerCase();
  const address = /^https?:\/\//i.test(said) ? said : `https://${said}`;
  return URL.canParse(address) && new URL(address).host === host && new URL(address).username === '';
}

/** @param found HTML of what matches @param between HTML of what stands around it */
function replaceEach(line: string, pattern: RegExp, found: (match: RegExpMatchArray & { readonly 0: string }) => string, between: (rest: string) => string): string {
  let rest = 0;
  let out = '';
  for (const match of line.matchAll(pattern)) {
    out += between(line.slice(rest, match.index)) + found(match);
    rest = match.index + match[0].length;
  }
  return out + between(line.slice(rest));
}
