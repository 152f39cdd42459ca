import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { QuestionNotFoundError, WebsiteForbiddenError } from '../errors.js';
import { oversees, type Person } from '../rights.js';
import type { QuestionSuspicion } from '../website-tools.js';
import { QUESTION_DEADLINE, type QuestionStage } from './question.js';
import type { QuestionTopic } from './question.schema.js';
import type { QuestionEventKind } from './record-question-event.js';

export interface QuestionFilter extends PageRequest {
  readonly stage?: QuestionStage;
}

export interface QuestionRow {
  readonly id: string;
  readonly label: string;
  /** Null: removed, as personal data or as a complaint. */
  readonly title: string | null;
  readonly topic: QuestionTopic;
  readonly stage: QuestionStage;
  readonly askedAt: string;
  readonly unit: string | null;
  readonly handler: string | null;
  readonly answerBy: string | null;
  readonly endedAt: string | null;
  readonly slug: string | null;
  /** What its words speak of without bearing the mark of it. */
  readonly suspected: readonly QuestionSuspicion[];
}

export interface QuestionDetail extends QuestionRow {
  readonly instanceId: string;
  readonly question: string | null;
  /** Of who asked: for the board, the chief of office and the leaders alone; null for others, and where they were removed. */
  readonly asker: { readonly name: string; readonly email: string } | null;
  readonly consents: boolean;
  /** The latest first. */
  readonly answers: readonly {
    readonly version: number;
    readonly answer: string;
    readonly publicTitle: string;
    readonly publicQuestion: string;
    /** Without name, address and numbers of who asked. */
    readonly publicAnswer: string;
    readonly writtenBy: string;
    readonly writtenAt: string;
  }[];
  readonly events: readonly { readonly kind: QuestionEventKind; readonly actor: string; readonly at: string; readonly text: string | null }[];
}

/**
 * Until when the answer to the question `q` is due, as the ledger of deadlines has it: it may have been put off since. Null: nobody owes it,
 * or not yet.
 */
export const ANSWER_DUE = `case when q.answer_by is not null then coalesce(
    (select d.due_at from deadline d where d.subject = '${QUESTION_DEADLINE}' and d.subject_id = q.id::text order by d.id desc limit 1), q.answer_by) end`;

const COLUMNS = `q.id, 'HD-' || q.number as label, q.title, q.topic, q.stage, q.asked_at as "askedAt", q.unit_code as unit, q.handler,
  ${ANSWER_DUE} as "answerBy", q.ended_at as "endedAt", q.slug, q.suspected`;

/** Whoever oversees the website reads all; the heads of the unit that answers read its own, and who was given one, at first or from another. */
const READABLE = `($1::boolean or q.unit_code = any($2::text[]) or q.handler = $3
  or exists (select from user_task t where t.instance_id = q.instance_id and t.status = 'open' and t.assignee = $3))`;

function reader(person: Person): [boolean, string[], string] {
  const led = person.groups.flatMap((group) => /^(?:deputy-)?head:(.+)$/.exec(group)?.[1] ?? []);
  return [oversees(person), led, person.login];
}

/** Those that the person reads, the latest first. @throws BadCursorError */
export async function listQuestions(database: Database, person: Person, { stage, after, limit }: QuestionFilter): Promise<Page<QuestionRow>> {
  const before = readCursor(after, z.uuid()) ?? null;
  const rows = await database.query<QuestionRow>(
    `select ${COLUMNS} from website_question q
     where ${READABLE} and ($4::text is null or q.stage = $4) and ($5::uuid is null or q.id < $5) order by q.id desc limit $6`,
    [...reader(person), stage ?? null, before, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => id);
}

/** @throws QuestionNotFoundError, WebsiteForbiddenError */
export async function getQuestion(database: Database, person: Person, id: string): Promise<QuestionDetail> {
  const [found] = await database.query<Omit<QuestionDetail, 'asker' | 'answers' | 'events'> & { readonly reads: boolean; readonly name: string | null; readonly email: string | null }>(
    `select ${COLUMNS}, q.instance_id as "instanceId", q.body as question, q.consents, q.asker_name as name, q.asker_email as email, ${READABLE} as reads
     from website_question q where q.id = $4`,
    [...reader(person), id],
  );
  if (found === undefined) throw new QuestionNotFoundError();
  const { reads, name, email, ...question } = found;
  if (!reads) throw new WebsiteForbiddenError('see this question');
  const answers = await database.query<QuestionDetail['answers'][number]>(
    `select version, body as answer, public_title as "publicTitle", public_question as "publicQuestion", coalesce(public_body, body) as "publicAnswer", written_by as "writtenBy", written_at as "writtenAt"
     from website_answer where question_id = $1 order by version desc`,
    [id],
  );
  const events = await database.query<QuestionDetail['events'][number]>('select kind, actor, at, text from website_question_event where question_id = $1 order by id', [id]);
  const asker = oversees(person) && name !== null && email !== null ? { name, email } : null;
  return { ...question, asker, answers, events };
}
