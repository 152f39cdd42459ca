import type { Transaction } from '#database';
import { lockCase } from '#runtime';
import { createHash, randomBytes } from 'node:crypto';
import { QuestionNotFoundError, WebsiteContentLockedError } from '../errors.js';
import type { QuestionSuspicion } from '../website-tools.js';
import type { QuestionTopic } from './question.schema.js';

/** Subject of the deadlines of answers in the ledger. */
export const QUESTION_DEADLINE = 'website-question';

/**
 * For the board; for leadership; with the unit; being answered; before the head; before leadership; approved. Over: answered, sent on
 * to whoever is in charge, not taken over the network, spam, taken back, ended by an operator.
 */
export const QUESTION_STAGES = [
  'received',
  'accepted',
  'assigned',
  'drafting',
  'checking',
  'approving',
  'approved',
  'answered',
  'forwarded',
  'complaint',
  'spam',
  'withdrawn',
  'cancelled',
] as const;
export type QuestionStage = (typeof QUESTION_STAGES)[number];

export const QUESTION_OVER: readonly QuestionStage[] = ['answered', 'forwarded', 'complaint', 'spam', 'withdrawn', 'cancelled'];

export interface QuestionRecord {
  readonly id: string;
  /** `HD-12`: what people call it. */
  readonly label: string;
  readonly number: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly title: string | null;
  readonly body: string | null;
  readonly consents: boolean;
  readonly stage: QuestionStage;
  readonly unit: string | null;
  readonly handler: string | null;
  readonly answerDate: string | null;
  readonly note: string | null;
  readonly version: number | null;
  /** The unit that gave the answer which is being corrected; null: none is. */
  readonly answeredBy: string | null;
  /** The version that was given last; another one corrects it. */
  readonly answeredVersion: number | null;
  readonly topic: QuestionTopic;
  readonly suspected: readonly QuestionSuspicion[];
  readonly publishes: boolean;
  /** Null: not on the website. */
  readonly slug: string | null;
  readonly takenDownAt: string | null;
  readonly instanceId: string;
  /** Of the answer in hand; null: nobody has written one. */
  readonly answer: string | null;
  readonly publicTitle: string | null;
  readonly publicQuestion: string | null;
  /** All who wrote a version of what is in hand: since the start, or since it was given back or is corrected. */
  readonly writers: readonly string[];
  readonly writtenAt: string | null;
  /** An answer was given before the one in hand. */
  readonly isCorrected: boolean;
}

const SELECT = `select q.id, 'HD-' || q.number as label, q.number, q.asker_name as name, q.asker_email as email, q.title, q.body, q.consents, q.stage,
    q.unit_code as unit, q.handler, q.answer_date::text as "answerDate", q.note, q.version, q.answered_version as "answeredVersion", q.given ->> 'unit_code' as "answeredBy", q.topic, q.suspected, q.publishes, q.slug, q.taken_down_at as "takenDownAt", q.instance_id as "instanceId",
    a.body as answer, a.public_title as "publicTitle", a.public_question as "publicQuestion", a.written_at as "writtenAt",
    exists (select from website_question_event r where r.question_id = q.id and r.kind = 'reopened') as "isCorrected",
    array(select w.written_by from website_answer w where w.question_id = q.id and w.written_at > coalesce(
      (select max(e.at) from website_question_event e where e.question_id = q.id and e.kind in ('check-returned', 'approval-returned', 'reopened') and e.at < a.written_at), '-infinity')) as writers
  from website_question q left join website_answer a on a.question_id = q.id and a.version = q.version`;

/** @throws QuestionNotFoundError */
export async function readQuestion(source: Pick<Transaction, 'query'>, id: string): Promise<QuestionRecord> {
  const [question] = await source.query<QuestionRecord>(`${SELECT} where q.id = $1`, [id]);
  if (question === undefined) throw new QuestionNotFoundError();
  return question;
}

/** Locked until the transaction ends; behind the lock on its case, where that is stepped too. @throws QuestionNotFoundError, WebsiteContentLockedError */
export async function lockQuestion(tx: Transaction, id: string): Promise<QuestionRecord> {
  const [row] = await tx.query<{ locked: boolean }>(
    'select coalesce(content_locked_at, content_removed_at) is not null as locked from website_question where id = $1 for no key update',
    [id],
  );
  const question = await readQuestion(tx, id);
  if (row?.locked === true) throw new WebsiteContentLockedError(question.label);
  return question;
}

/** The same behind the lock on its case. @returns also whether the case goes on */
export async function lockQuestionWithCase(tx: Transaction, id: string): Promise<QuestionRecord & { readonly goesOn: boolean }> {
  const { instanceId } = await readQuestion(tx, id);
  const goesOn = await lockCase(tx, instanceId);
  return { ...(await lockQuestion(tx, id)), goesOn };
}

/** Who answers for what is in hand: whoever wrote a version of it, and whoever handed it in. Neither looks at it for others. */
export function answerersOf({ writers, handler }: Pick<QuestionRecord, 'writers' | 'handler'>): readonly string[] {
  return handler === null ? writers : [...writers, handler];
}

/** SET of a question that ends otherwise than by an answer: what stands on the website of it goes. `$2` is now. */
export const OFF_THE_WEBSITE = 'taken_down_at = case when slug is not null then coalesce(taken_down_at, $2::timestamptz) end';

/** The secret of a link, which nobody guesses. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
