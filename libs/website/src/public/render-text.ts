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

/**
 * Blank lines part paragraphs, `## ` begins a heading, `- ` an item of a list and `1. ` one that is numbered, whatever stands before
 * or behind the line; an address of the web becomes a link.
 */
export function renderText(text: string): string {
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
  return blocks.map(renderBlock).join('\n');
}

const NUMBER = /^(\d{1,3})\. /;

function tagOf(line: string): Block['tag'] {
  if (line.startsWith('## ')) return 'h2';
  if (line.startsWith('- ')) return 'ul';
  return NUMBER.test(line) ? 'ol' : 'p';
}

function renderBlock({ tag, lines }: Block): string {
  if (tag === 'h2') return `<h2>${escapeHtml(lines[0]!.slice(3))}</h2>`;
  if (tag === 'ul') return `<ul>${lines.map((line) => `<li>${withLinks(line.slice(2))}</li>`).join('')}</ul>`;
  // As numbered by whoever wrote it.
  if (tag === 'ol') return `<ol>${lines.map((line) => `<li value="${Number(NUMBER.exec(line)![1])}">${withLinks(line.replace(NUMBER, ''))}</li>`).join('')}</ol>`;
  return `<p>${lines.map(withLinks).join('<br>')}</p>`;
}

/** Cut out before anything is escaped, so that an address ends where it was written to end. */
const ADDRESS = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/g;

function withLinks(line: string): string {
  let rest = 0;
  let out = '';
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    const shown = escapeHtml(address);
    out += `${escapeHtml(line.slice(rest, index))}<a href="${shown}" rel="nofollow noopener noreferrer">${shown}</a>`;
    rest = index + address.length;
  }
  return out + escapeHtml(line.slice(rest));
}
