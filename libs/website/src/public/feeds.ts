import type { AnsweredRow } from './answered-questions.query.js';
import type { Site } from './page-frame.js';
import type { PublishedRow } from './published-articles.query.js';

/** The latest articles as Atom (RFC 4287). */
export function atomFeed(site: Site, items: readonly PublishedRow[], now: string): string {
  const entries = items.map(
    ({ slug, title, summary, author, publishedAt, updatedAt }) => `<entry>
<id>${xml(addressOf(site, slug))}</id>
<title>${xml(title)}</title>
<link href="${xml(addressOf(site, slug))}"/>
<published>${xml(publishedAt)}</published>
<updated>${xml(updatedAt)}</updated>
<author><name>${xml(author)}</name></author>
<summary>${xml(summary)}</summary>
</entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">
<id>${xml(site.address)}</id>
<title>${xml(site.agency)}</title>
<link href="${xml(site.address)}"/>
<link rel="self" href="${xml(site.address)}/atom.xml"/>
<updated>${xml(items[0]?.updatedAt ?? now)}</updated>
${entries.join('\n')}
</feed>
`;
}

/** The latest answers to questions of the public as Atom. */
export function answerFeed(site: Site, items: readonly AnsweredRow[], now: string): string {
  const rows = items.map(({ slug, title, publishedAt }) => ({ slug, title, summary: title, section: '', sectionName: '', author: site.agency, publishedAt, updatedAt: publishedAt }));
  return atomFeed(site, rows, now);
}

/** An article, or a question with its answer. */
interface Placed {
  readonly slug: string;
  readonly publishedAt: string;
  /** Of what is corrected. */
  readonly updatedAt?: string;
}

/** Addresses of what stands on a part of the website, for search engines (sitemaps.org): one map for each, since it may name nothing above its own place. */
export function sitemap(site: Site, items: readonly Placed[]): string {
  const urls = items.map(({ slug, publishedAt, updatedAt = publishedAt }) => `<url><loc>${xml(addressOf(site, slug))}</loc><lastmod>${xml(updatedAt)}</lastmod></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>${xml(site.address)}</loc></url>
${urls.join('\n')}
</urlset>
`;
}

function addressOf({ address }: Site, slug: string): string {
  return `${address}/${encodeURIComponent(slug)}`;
}

/** Marks of XML 1.0 as references; what XML cannot hold at all is left out. */
function xml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (mark) => `&#${mark.codePointAt(0)};`);
}
