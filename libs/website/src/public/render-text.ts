/**
 * Text that people wrote as HTML: whatever they wrote, none of it is markup. Between the tags stand escaped words alone.
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (mark) => `&#${mark.codePointAt(0)};`);
}

/** Blank lines part paragraphs, `## ` begins a heading, `- ` an item of a list; an address of the web becomes a link. */
export function renderText(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(renderBlock)
    .join('\n');
}

function renderBlock(block: string): string {
  const lines = block.split('\n');
  if (lines.length === 1 && block.startsWith('## ')) return `<h2>${escapeHtml(block.slice(3))}</h2>`;
  if (lines.every((line) => line.startsWith('- '))) return `<ul>${lines.map((line) => `<li>${withLinks(line.slice(2))}</li>`).join('')}</ul>`;
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
