import { dateInZone } from '#foundation';
import { escapeHtml } from './render-text.js';

/** What every page says of the agency. */
export interface Site {
  /** Name of the agency. */
  readonly agency: string;
  /** Address of the pages without a slash at its end, e.g. `https://sokhcn.example.vn/trang-tin`. */
  readonly address: string;
  /** IANA zone of the office. */
  readonly zone: string;
}

/** Where people go from every page, by path. */
const PARTS = [
  ['/trang-tin', 'Tin, bài'],
  ['/hoi-dap', 'Hỏi đáp'],
] as const;

/**
 * Any page of the website around what is said in it.
 * @param main HTML in which all words are escaped already
 * @param options.hidden search engines leave it out: it is one person's
 */
export function page(site: Site, title: string, main: string, { hidden = false }: { readonly hidden?: boolean } = {}): string {
  const here = path(site);
  const parts = PARTS.map(([to, name]) => `<a href="${to}"${to === here ? ' aria-current="true"' : ''}>${name}</a>`);
  const head = `<link rel="alternate" type="application/atom+xml" title="${escapeHtml(site.agency)}" href="${here}/atom.xml">${hidden ? '\n<meta name="robots" content="noindex">' : ''}`;
  const header = `<a class="home" href="${PARTS[0][0]}">${escapeHtml(site.agency)}</a><nav aria-label="Trang">${parts.join(' ')}</nav>`;
  return frame(`${title} – ${site.agency}`, { head, header, main });
}

/** In place of a page that cannot be shown: for people, who read no JSON. @param detail Vietnamese; empty: the title says all */
export function problemPage({ title, detail, requestId }: { readonly title: string; readonly detail: string; readonly requestId: string }): string {
  const main = `<h1>${escapeHtml(title)}</h1>
${detail === '' ? '' : `<p>${escapeHtml(detail)}</p>`}
<p class="by">Mã yêu cầu: ${escapeHtml(requestId)}</p>`;
  const header = `<nav aria-label="Trang">${PARTS.map(([to, name]) => `<a href="${to}">${name}</a>`).join(' ')}</nav>`;
  return frame(title, { head: '<meta name="robots" content="noindex">', header, main });
}

function frame(title: string, { head, header, main }: { readonly head: string; readonly header: string; readonly main: string }): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/assets/website.css">
${head}
</head>
<body>
<a class="skip" href="#main">Đến nội dung</a>
<header>${header}</header>
<main id="main">
${main}
</main>
</body>
</html>
`;
}

/** The path of the pages, whatever host they are reached by. */
export function path({ address }: Site): string {
  return new URL(address).pathname;
}

/** `06/01/2026` */
export function day({ zone }: Site, instant: string): string {
  const date = dateInZone(instant, zone);
  return `<time datetime="${escapeHtml(instant)}">${date.split('-').reverse().join('/')}</time>`;
}
