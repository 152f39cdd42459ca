import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { ArticleNotFoundError } from '../errors.js';
import type { Person } from '../rights.js';
import { articleReader, readableArticle, requireArticleReader } from './article-rights.js';
import type { ArticleStage } from './article.js';
import type { ARTICLE_KINDS, ARTICLE_URGENCIES, Caption } from './article.schema.js';
import type { ARTICLE_EVENTS } from './record-article-event.js';

export interface ArticleFilter extends PageRequest {
  /** `mine`: I submitted. `queue`: what waits, by the order in which the board takes it. `all`: whatever I read. */
  readonly scope: 'mine' | 'queue' | 'all';
  readonly stage?: ArticleStage;
  /** Words of the title, with or without diacritics, or the number: `TB-12`. */
  readonly words?: string;
}

export interface ArticleRow {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly section: string;
  readonly sectionName: string;
  readonly urgency: (typeof ARTICLE_URGENCIES)[number];
  readonly kind: (typeof ARTICLE_KINDS)[number];
  readonly stage: ArticleStage;
  readonly version: number;
  readonly publishedVersion: number | null;
  readonly slug: string | null;
  readonly publishedAt: string | null;
  readonly takenDownAt: string | null;
  readonly submitter: string;
  readonly submitterName: string | null;
  readonly unit: string | null;
  readonly submittedAt: string;
}

export interface ArticleVersion {
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly section: string;
  readonly kind: (typeof ARTICLE_KINDS)[number];
  readonly authorName: string;
  readonly authorAddress: string;
  readonly source: string | null;
  readonly collectorName: string | null;
  readonly collectorAddress: string | null;
  readonly attachmentIds: readonly string[];
  readonly captions: readonly Caption[];
  readonly reason: string | null;
  readonly writtenBy: string;
  readonly writtenAt: string;
}

export interface ArticleDetail extends ArticleRow {
  readonly instanceId: string;
  /** The latest first; what the public reads is one of them. */
  readonly versions: readonly ArticleVersion[];
  readonly events: readonly {
    readonly kind: (typeof ARTICLE_EVENTS)[number];
    readonly version: number;
    readonly actor: string;
    readonly at: string;
    readonly text: string | null;
  }[];
}

const COLUMNS = `a.id, 'TB-' || a.number as label, v.title, v.section, s.name as "sectionName", v.urgency, v.kind, a.stage, a.version,
  a.published_version as "publishedVersion", a.slug, a.published_at as "publishedAt", a.taken_down_at as "takenDownAt", a.submitter,
  submitter.full_name as "submitterName", a.unit_code as unit, a.submitted_at as "submittedAt"`;

const JOINS = `join website_article_version v on v.article_id = a.id and v.version = a.version
  join website_section s on s.code = v.section left join person submitter on submitter.login = a.submitter`;

/** Urgent news first, then the staff's own before what was collected (47/QĐ-STP art. 4.2). */
const RANK = `case when v.urgency = 'urgent' then 0 else 2 end + case when v.kind = 'own' then 0 else 1 end`;

const cursorSchema = z.tuple([z.int(), z.uuid()]);

/** Those that the person reads: in the queue as the board takes them, else the latest first. @throws BadCursorError */
export async function listArticles(database: Database, person: Person, { scope, stage, words, after, limit }: ArticleFilter): Promise<Page<ArticleRow>> {
  const [rank, id] = readCursor(after, cursorSchema) ?? [null, null];
  const isQueue = scope === 'queue';
  const order = isQueue ? `${RANK}, a.id` : 'a.id desc';
  const behind = isQueue ? `(${RANK}, a.id) > ($7::int, $8::uuid)` : '($7::int is null or a.id < $8::uuid)';
  const rows = await database.query<ArticleRow & { readonly rank: number }>(
    `select ${COLUMNS}, ${RANK} as rank from website_article a ${JOINS}
     where ${readableArticle(1)} and ($4::text <> 'mine' or a.submitter = $1) and ($4 <> 'queue' or a.stage = 'submitted')
       and ($5::text is null or a.stage = $5)
       and ($6::text is null or v.search_text like '%' || without_diacritics($6) || '%' or 'TB-' || a.number = upper($6))
       and ($8::uuid is null or ${behind})
     order by ${order} limit $9`,
    [...articleReader(person), scope, stage ?? null, words?.replace(/[\\%_]/g, '\\$&') ?? null, rank, id, limit + 1],
  );
  const page = toPage(rows, limit, (last) => [last.rank, last.id]);
  return { ...page, items: page.items.map(({ rank: _rank, ...row }) => row) };
}

/** @throws ArticleNotFoundError, WebsiteForbiddenError */
export async function getArticle(database: Database, person: Person, id: string): Promise<ArticleDetail> {
  const [article] = await database.query<ArticleRow & { readonly instanceId: string }>(
    `select ${COLUMNS}, a.instance_id as "instanceId" from website_article a ${JOINS} where a.id = $1`,
    [id],
  );
  if (article === undefined) throw new ArticleNotFoundError(id);
  await requireArticleReader(database, person, id);
  const versions = await database.query<ArticleVersion>(
    `select version, title, summary, body, section, kind, author_name as "authorName", author_address as "authorAddress", source,
       collector_name as "collectorName", collector_address as "collectorAddress", attachment_ids as "attachmentIds", captions, reason,
       written_by as "writtenBy", written_at as "writtenAt"
     from website_article_version where article_id = $1 order by version desc`,
    [id],
  );
  const events = await database.query<ArticleDetail['events'][number]>(
    'select kind, version, actor, at, text from website_article_event where article_id = $1 order by id',
    [id],
  );
  return { ...article, versions, events };
}

/** Parts of the website, in the office's order. Not paged: people choose from them. */
export async function listSections(database: Database): Promise<{ readonly code: string; readonly name: string }[]> {
  return database.query('select code, name from website_section where offered order by sort, code');
}
