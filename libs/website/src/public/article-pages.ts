import { day, page, path, type Site } from './page-frame.js';
import type { PublishedArticle, PublishedRow } from './published-articles.query.js';
import { escapeHtml, renderText } from './render-text.js';

interface Section {
  readonly code: string;
  readonly name: string;
}

/** Images that browsers show; everything else is offered to be saved. */
export const SHOWN_IMAGES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** The list of what stands on the website. `older`: the cursor of the next page. */
export function listPage(
  site: Site,
  { sections, items, section, older }: { readonly sections: readonly Section[]; readonly items: readonly PublishedRow[]; readonly section?: string; readonly older: string | null },
): string {
  const here = sections.find(({ code }) => code === section);
  const nav = sections.map(({ code, name }) => `<a href="${path(site)}?section=${encodeURIComponent(code)}"${code === section ? ' aria-current="page"' : ''}>${escapeHtml(name)}</a>`);
  const rows = items.map(
    ({ slug, title, summary, author, publishedAt }) =>
      `<article><h2><a href="${path(site)}/${encodeURIComponent(slug)}">${escapeHtml(title)}</a></h2>
<p class="by">${day(site, publishedAt)} · ${escapeHtml(author)}</p><p>${escapeHtml(summary)}</p></article>`,
  );
  const query = new URLSearchParams({ ...(section === undefined ? {} : { section }), ...(older === null ? {} : { after: older }) });
  const next = older === null ? '' : `<p><a href="${path(site)}?${escapeHtml(query.toString())}" rel="next">Bài cũ hơn</a></p>`;
  const main = `<h1>${escapeHtml(here?.name ?? 'Trang thông tin điện tử')}</h1>
<nav aria-label="Chuyên mục">${nav.join(' ')}</nav>
${rows.length === 0 ? '<p>Chưa có bài nào.</p>' : rows.join('\n')}
${next}`;
  return page(site, here?.name ?? 'Trang thông tin điện tử', main);
}

/** Where an article is shown before the public reads it. */
export interface Preview {
  /** Pictures that come with the page, as `data:` addresses by the ids of their files; others are named. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** One article with its pictures and files. */
export function articlePage(site: Site, article: PublishedArticle, preview?: Preview): string {
  const { slug, title, summary, body, author, source, collector, publishedAt, updatedAt, sectionName, section, files } = article;
  const address = (id: string) => preview?.pictures.get(id) ?? `${path(site)}/${encodeURIComponent(slug)}/tep/${encodeURIComponent(id)}`;
  const images = files.filter(({ mediaType }) => SHOWN_IMAGES.includes(mediaType));
  const others = files.filter(({ mediaType }) => !SHOWN_IMAGES.includes(mediaType));
  const origin = source === null ? '' : `<p class="by">Nguồn: ${escapeHtml(source)}${collector === null ? '' : ` · Sưu tầm: ${escapeHtml(collector)}`}</p>`;
  const corrected = updatedAt === publishedAt ? '' : ` · Đính chính ${day(site, updatedAt)}`;
  const note = preview === undefined ? '' : '<p class="by"><strong>Bản xem trước.</strong></p>\n';
  const main = `${note}<p><a href="${path(site)}?section=${encodeURIComponent(section)}">${escapeHtml(sectionName)}</a></p>
<h1>${escapeHtml(title)}</h1>
<p class="by">${day(site, publishedAt)} · ${escapeHtml(author)}${corrected}</p>
<p class="summary">${escapeHtml(summary)}</p>
${renderText(body)}
${images.map(({ id, caption }) => figure(address(id), caption)).join('\n')}
${others.length === 0 ? '' : `<h2>Tệp kèm theo</h2><ul>${others.map(({ id, name, size }) => `<li><a href="${address(id)}">${escapeHtml(name)}</a> (${Math.ceil(size / 1024)} KB)</li>`).join('')}</ul>`}
${origin}`;
  return page(site, title, `<article>${main}</article>`, { hidden: preview !== undefined });
}

/** The words below a picture say the same as its `alt`: they are read out once. */
function figure(address: string, caption: string | null): string {
  if (caption === null) return `<figure><img src="${address}" alt="" loading="lazy"></figure>`;
  const words = escapeHtml(caption);
  return `<figure><img src="${address}" alt="${words}" loading="lazy"><figcaption aria-hidden="true">${words}</figcaption></figure>`;
}
