import type { Database } from '#database';
import { ArticleNotFoundError } from '../errors.js';
import { type PublishedArticle, type ShownVersion, withFiles, WORDS } from '../public/published-articles.query.js';
import type { Person } from '../rights.js';
import { requireArticleReader } from './article-rights.js';

/**
 * A version as the public would read it, were it published now; with those files alone that the public may have.
 * @param version without it the one in hand
 * @throws ArticleNotFoundError, WebsiteForbiddenError
 */
export async function previewArticle(database: Database, person: Person, id: string, version?: number): Promise<PublishedArticle> {
  const [found] = await database.query<ShownVersion>(
    `with clock as materialized (select business_now() as now)
     select a.id, coalesce(a.slug, 'xem-truoc') as slug, v.title, v.summary, v.section, s.name as "sectionName", v.author_name as author,
       coalesce(a.published_at, clock.now) as "publishedAt", ${WORDS},
       case when a.published_version is not null and v.version > 1 then clock.now else coalesce(a.published_at, clock.now) end as "updatedAt"
     from clock, website_article a join website_article_version v on v.article_id = a.id and v.version = coalesce($2, a.version)
       join website_section s on s.code = v.section
     where a.id = $1`,
    [id, version ?? null],
  );
  if (found === undefined) throw new ArticleNotFoundError(id);
  await requireArticleReader(database, person, id);
  return withFiles(database, found);
}
