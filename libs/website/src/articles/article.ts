import type { Transaction } from '#database';
import { lockCase } from '#runtime';
import { ArticleNotFoundError, WebsiteContentLockedError, WebsiteStateError } from '../errors.js';

/** Waiting for head or board, given back, approved for a day, standing there; turned down, taken back. */
export const ARTICLE_STAGES = ['submitted', 'returned', 'scheduled', 'published', 'refused', 'withdrawn'] as const;
export type ArticleStage = (typeof ARTICLE_STAGES)[number];

/** In these a case is open. */
export const IN_HAND: readonly ArticleStage[] = ['submitted', 'returned', 'scheduled'];

/** What is looked at before an article changes. */
export interface ArticleRecord {
  readonly id: string;
  /** `TB-12`: what people call it. */
  readonly label: string;
  readonly number: string;
  readonly submitter: string;
  readonly unit: string | null;
  readonly stage: ArticleStage;
  readonly version: number;
  readonly publishedVersion: number | null;
  readonly slug: string | null;
  readonly takenDownAt: string | null;
  readonly instanceId: string;
  /** Of the version in hand. */
  readonly title: string;
  readonly writtenBy: string;
  readonly writtenAt: string;
  readonly attachmentIds: readonly string[];
}

const SELECT = `select a.id, 'TB-' || a.number as label, a.number, a.submitter, a.unit_code as unit, a.stage, a.version,
    a.published_version as "publishedVersion", a.slug, a.taken_down_at as "takenDownAt", a.instance_id as "instanceId",
    v.title, v.written_by as "writtenBy", v.written_at as "writtenAt", v.attachment_ids as "attachmentIds"
  from website_article a join website_article_version v on v.article_id = a.id and v.version = a.version where a.id = $1`;

/** @throws ArticleNotFoundError */
export async function readArticle(tx: Pick<Transaction, 'query'>, id: string): Promise<ArticleRecord> {
  const [article] = await tx.query<ArticleRecord>(SELECT, [id]);
  if (article === undefined) throw new ArticleNotFoundError(id);
  return article;
}

/**
 * Locked until the transaction ends. Whoever steps its case in the same transaction does that before: a step of the case locks
 * the instance first, then this row. @throws ArticleNotFoundError, WebsiteContentLockedError
 */
export async function lockArticle(tx: Transaction, id: string): Promise<ArticleRecord> {
  // First alone: what is joined must be read behind the lock.
  const [row] = await tx.query<{ locked: boolean }>(
    'select coalesce(content_locked_at, content_removed_at) is not null as locked from website_article where id = $1 for no key update',
    [id],
  );
  const article = await readArticle(tx, id);
  if (row?.locked === true) throw new WebsiteContentLockedError(article.label);
  return article;
}

/** Its case is over without a new version: what stands on the website stays there, else nothing comes of it. */
export async function leaveHand(tx: Transaction, id: string): Promise<void> {
  await tx.execute(`update website_article set stage = case when published_version is null then 'withdrawn' else 'published' end where id = $1`, [id]);
}

/** The same behind the lock on its case. @returns also whether the case goes on: an operator may have ended it */
export async function lockWithCase(tx: Transaction, id: string): Promise<ArticleRecord & { readonly goesOn: boolean }> {
  const { instanceId } = await readArticle(tx, id);
  const goesOn = await lockCase(tx, instanceId);
  return { ...(await lockArticle(tx, id)), goesOn };
}

/** @param act names what was asked. @throws WebsiteStateError */
export function requireStage({ label, stage }: ArticleRecord, allowed: readonly ArticleStage[], act: string): void {
  if (!allowed.includes(stage)) throw new WebsiteStateError(label, stage, act);
}
