import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { QuestionNotFoundError } from '../errors.js';
import { hashOfToken, type QuestionStage } from '../questions/question.js';
import { ANSWER_DUE } from '../questions/questions.query.js';

/** What anybody reads of a question that was answered: nothing of who asked, and no login. */
export interface AnsweredRow {
  readonly slug: string;
  readonly title: string;
  readonly publishedAt: string;
}

export interface AnsweredQuestion extends AnsweredRow {
  readonly question: string;
  readonly answer: string;
  /** Name of the unit that answered; null: it is not known any more. */
  readonly unit: string | null;
}

/** What whoever asked reads of his own. */
export interface OwnQuestion {
  readonly label: string;
  readonly title: string | null;
  readonly stage: QuestionStage;
  readonly askedAt: string;
  readonly answerBy: string | null;
  /** Who answers instead, where the agency does not. */
  readonly note: string | null;
  /** Null: there is none yet. */
  readonly answer: string | null;
  readonly slug: string | null;
}

const PUBLIC = 'q.slug is not null and q.taken_down_at is null and q.content_locked_at is null and q.content_removed_at is null';
const ROW = `q.id, q.slug, a.public_title as title, q.published_at as "publishedAt"`;
/** While an answer is corrected, the one that was given stands. */
const JOIN = 'join website_answer a on a.question_id = q.id and a.version = q.answered_version';

const cursorSchema = z.tuple([z.string(), z.uuid()]);

/** Questions with answers that stand on the website, the latest first. @throws BadCursorError */
export async function listAnswered(database: Database, { after, limit }: PageRequest): Promise<Page<AnsweredRow>> {
  const [at, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<AnsweredRow & { readonly id: string }>(
    `select ${ROW} from website_question q ${JOIN}
     where ${PUBLIC} and ($1::timestamptz is null or (q.published_at, q.id) < ($1, $2::uuid)) order by q.published_at desc, q.id desc limit $3`,
    [at, id, limit + 1],
  );
  const page = toPage(rows, limit, (last) => [last.publishedAt, last.id]);
  return { ...page, items: page.items.map(({ id: _id, ...row }) => row) };
}

/** @throws QuestionNotFoundError */
export async function getAnswered(database: Database, slug: string): Promise<AnsweredQuestion> {
  const [found] = await database.query<AnsweredQuestion & { readonly id: string }>(
    `select ${ROW}, a.public_question as question, coalesce(a.public_body, a.body) as answer, u.name as unit
     from website_question q ${JOIN} left join unit u on u.code = q.unit_code where ${PUBLIC} and q.slug = $1`,
    [slug],
  );
  if (found === undefined) throw new QuestionNotFoundError();
  const { id: _id, ...question } = found;
  return question;
}

/** By the secret of the link, which whoever asked alone has. @throws QuestionNotFoundError */
export async function getOwnQuestion(database: Database, token: string): Promise<OwnQuestion> {
  const [found] = await database.query<OwnQuestion>(
    `select 'HD-' || q.number as label, q.title, q.stage, q.asked_at as "askedAt", ${ANSWER_DUE} as "answerBy",
       case when q.stage = 'forwarded' then q.note end as note, a.body as answer,
       case when ${PUBLIC} then q.slug end as slug
     from website_question q left ${JOIN} where q.token_hash = $1`,
    [hashOfToken(token)],
  );
  if (found === undefined) throw new QuestionNotFoundError();
  return found;
}
