import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Caption } from '../articles/article.schema.js';
import { ArticleNotFoundError } from '../errors.js';

/** What anybody reads of an article: no login, and no address of anybody. */
export interface PublishedRow {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly section: string;
  readonly sectionName: string;
  readonly author: string;
  readonly publishedAt: string;
  /** Since when the words are as they are; the same as `publishedAt` where nothing was corrected. */
  readonly updatedAt: string;
}

export interface PublishedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** What a picture shows; null: nobody said. */
  readonly caption: string | null;
}

export interface PublishedArticle extends PublishedRow {
  readonly body: string;
  readonly source: string | null;
  readonly collector: string | null;
  readonly files: readonly PublishedFile[];
}

export interface PublishedFilter extends PageRequest {
  readonly section?: string;
}

const PUBLIC = 'a.published_version is not null and a.taken_down_at is null and a.content_locked_at is null and a.content_removed_at is null';

const COLUMNS = `a.id, a.slug, v.title, v.summary, v.section, s.name as "sectionName", v.author_name as author, a.published_at as "publishedAt",
  greatest(a.published_at, (select max(e.at) from website_article_event e where e.article_id = a.id and e.kind = 'corrected')) as "updatedAt"`;

const JOINS = `join website_article_version v on v.article_id = a.id and v.version = a.published_version join website_section s on s.code = v.section`;

const cursorSchema = z.tuple([z.string(), z.uuid()]);

/** What stands on the website, the latest first. @throws BadCursorError */
export async function listPublished(database: Database, { section, after, limit }: PublishedFilter): Promise<Page<PublishedRow>> {
  const [at, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<PublishedRow & { readonly id: string }>(
    `select ${COLUMNS} from website_article a ${JOINS}
     where ${PUBLIC} and ($1::text is null or v.section = $1) and ($2::timestamptz is null or (a.published_at, a.id) < ($2, $3::uuid))
     order by a.published_at desc, a.id desc limit $4`,
    [section ?? null, at, id, limit + 1],
  );
  const page = toPage(rows, limit, (last) => [last.publishedAt, last.id]);
  return { ...page, items: page.items.map(({ id: _id, ...row }) => row) };
}

/** @throws ArticleNotFoundError */
export async function getPublished(database: Database, slug: string): Promise<PublishedArticle> {
  const [found] = await database.query<ShownVersion>(
    `select ${COLUMNS}, ${WORDS}
     from website_article a ${JOINS} where ${PUBLIC} and a.slug = $1`,
    [slug],
  );
  if (found === undefined) throw new ArticleNotFoundError(slug);
  return withFiles(database, found);
}

/** A version as it is read, before its files are looked up. */
export interface ShownVersion extends Omit<PublishedArticle, 'files'> {
  readonly id: string;
  readonly fileIds: readonly string[];
  readonly captions: readonly Caption[];
}

/** Columns of `website_article_version v` that the public reads beside those of a list. */
export const WORDS = `v.body, v.source, v.collector_name as collector, v.attachment_ids as "fileIds", v.captions`;

/** The same with those of its files that the public may have. */
export async function withFiles(database: Database, { id: _id, fileIds, captions, ...article }: ShownVersion): Promise<PublishedArticle> {
  // What may be a secret is not shown until somebody has said that it is none.
  const files = await database.query<Omit<PublishedFile, 'caption'>>(
    `select f.id, f.file_name as name, f.media_type as "mediaType", f.size_bytes::int as size from attachment f
     where f.id = any($1) and f.content_locked_at is null and not exists (select from gate_question q where q.attachment_id = f.id and q.answer is null)
     order by array_position($1::uuid[], f.id)`,
    [fileIds],
  );
  const captionOf = (id: string) => captions.find(({ attachmentId }) => attachmentId === id)?.text ?? null;
  return { ...article, files: files.map((file) => ({ ...file, caption: captionOf(file.id) })) };
}

/** Whether anybody may have a file: it is one of the version that stands on the website. */
export async function isPublicFile(database: Database, slug: string, attachmentId: string): Promise<boolean> {
  const { files } = await getPublished(database, slug);
  return files.some(({ id }) => id === attachmentId);
}
