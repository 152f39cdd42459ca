import type { Transaction } from '#database';
import { newId } from '#foundation';
import { type Command, type CommandContext, startInstance, suspendInstance } from '#runtime';
import { DocumentNotFoundError, SpillReportedError } from '../errors.js';
import { type Concerned, concernedBy } from './concerned.js';
import { SPILL_PROCEDURE } from './refuse-ending-procedure.js';
import { sealContent } from './seal-content.js';

export interface ReportSpillInput {
  /** Of an incoming or outgoing document, of an article or question of the website, or of a file; whether the caller may read it is asked before. */
  readonly reportedId: string;
  /** The caller's groups today: the heads of his units are told. */
  readonly groups: readonly string[];
}

export interface ReportedSpill {
  readonly id: string;
  /** The case of the procedure. */
  readonly instanceId: string;
}

/**
 * Somebody has found a state secret in the system (148/QĐ-SCT §12.7, 171/QĐ-BDT §4.2). In one transaction: the cases of the
 * document stand still, its content is put aside, and the procedure `secret-spill` begins, which tells the heads at once. A
 * file of a document stands for the document; one of a work file, or of an incident, is locked with its versions.
 * @throws DocumentNotFoundError, SpillReportedError
 */
export const reportSpill: Command<ReportSpillInput, ReportedSpill> = {
  name: 'documents.report-spill',
  request: ({ reportedId }) => ({ reportedId }),
  async run(context, { reportedId, groups }) {
    const { tx, now, caller } = context;
    const id = newId();
    const concerned = await lockConcerned(tx, reportedId);
    const suspended = await standStill(context, concerned, id);
    const { kind, documentId, label, uploadedBy } = await lockContent(context, reportedId, concerned);
    const { instanceId } = await context.run(startInstance, {
      key: SPILL_PROCEDURE,
      businessKey: id,
      variables: { spillId: id, documentId, subject: `Nghi lộ bí mật nhà nước: ${label}`, label, heads: headsOf(groups), uploadedBy },
    });
    await tx.execute(
      `insert into secret_spill (id, ${COLUMN_OF[kind]}, label, found_by, found_at, instance_id, suspended_cases, status)
       values ($1, $2, $3, $4, $5, $6, $7, 'locked')`,
      [id, documentId ?? reportedId, label, caller.actor, now, instanceId, suspended],
    );
    await sealContent(tx, id, concerned);
    await answerQuestions(context, concerned);
    const { incoming, outgoing, attachments, articles, questions, cases } = concerned;
    const website = [...articles, ...questions];
    const detail = { incoming: [...incoming], outgoing: [...outgoing], attachments: [...attachments], ...(website.length > 0 && { website }), cases: [...cases] };
    context.audit({ subject: 'secret-spill', subjectId: id, detail });
    return { id, instanceId };
  },
};

/** Files that are locked by themselves: of a work file or an incident, or not attached yet. The others are locked with their document. */
const HAS_NO_DOCUMENT = 'incoming_document_id is null and outgoing_document_id is null';

class MoreIsConcerned extends Error {}

/**
 * Locks all that a report concerns and asks once more: whoever held one of the rows may have attached a file, linked an answer or
 * given work meanwhile. Then everything is let go and locked anew, so that instances always come before documents.
 * @throws DocumentNotFoundError
 */
async function lockConcerned(tx: Transaction, reportedId: string): Promise<Concerned> {
  for (;;) {
    try {
      return await tx.withSavepoint(() => lockAsKnown(tx, reportedId));
    } catch (error) {
      if (!(error instanceof MoreIsConcerned)) throw error;
    }
  }
}

/** Instances, documents, files, each in the order of their ids. @throws DocumentNotFoundError, MoreIsConcerned */
async function lockAsKnown(tx: Transaction, reportedId: string): Promise<Concerned> {
  const known = await concernedBy(tx, reportedId);
  const { incoming, outgoing, attachments, articles, questions, instances } = known;
  if (incoming.length + outgoing.length + attachments.length + articles.length + questions.length === 0) throw new DocumentNotFoundError(reportedId);
  await tx.query(`select from process_instance where id = any($1) and status = 'active' order by id for no key update`, [instances]);
  await tx.query('select from incoming_document where id = any($1) order by id for no key update', [incoming]);
  await tx.query('select from outgoing_document where id = any($1) order by id for no key update', [outgoing]);
  await tx.query('select from website_article where id = any($1) order by id for no key update', [articles]);
  await tx.query('select from website_question where id = any($1) order by id for no key update', [questions]);
  await tx.query(`select from attachment where id = any($1) and ${HAS_NO_DOCUMENT} order by id for no key update`, [attachments]);
  const now = await concernedBy(tx, reportedId);
  if (JSON.stringify(now) !== JSON.stringify(known)) throw new MoreIsConcerned();
  return known;
}

/** Suspends the cases. @returns those that ran until now: an operator may have suspended others before */
async function standStill(context: CommandContext, { cases }: Concerned, spillId: string): Promise<string[]> {
  const running = await context.tx.query<{ id: string; runs: boolean }>(
    `select id, suspended_at is null as runs from process_instance
     where root_instance_id = any($1::uuid[]) and parent_instance_id is null and status = 'active' order by id`,
    [cases],
  );
  for (const { id } of running) {
    await context.run(suspendInstance, { instanceId: id, timers: 'keep-remaining', reason: `secret-spill ${spillId}`, withCalled: true });
  }
  return running.filter(({ runs }) => runs).map(({ id }) => id);
}

const COLUMN_OF = {
  incoming: 'incoming_document_id',
  outgoing: 'outgoing_document_id',
  'work-file': 'attachment_id',
  article: 'website_article_id',
  question: 'website_question_id',
} as const;

/** What was reported, for people: by kind, number and year, or by its work file, incident or article. */
interface Reported {
  readonly kind: keyof typeof COLUMN_OF;
  /** Null of a file of a work file, an incident or an article, and of what is on the website. */
  readonly documentId: string | null;
  readonly label: string;
  /** Login of whoever put a file into a work file, an incident or an article, or submitted an article: its sender. Null of what came from outside. */
  readonly uploadedBy: string | null;
}

/** From now on nobody is given it. @throws SpillReportedError */
async function lockContent({ tx, now }: CommandContext, reportedId: string, concerned: Concerned): Promise<Reported> {
  const { incoming, outgoing, attachments, articles, questions } = concerned;
  const locked = await tx.query<{ before: string | null }>(
    `with incoming as (select id, content_locked_at as before from incoming_document where id = any($1)),
     outgoing as (select id, content_locked_at as before from outgoing_document where id = any($2)),
     files as (select id, content_locked_at as before from attachment where id = any($3) and ${HAS_NO_DOCUMENT}),
     articles as (select id, content_locked_at as before from website_article where id = any($5)),
     questions as (select id, content_locked_at as before from website_question where id = any($6)),
     articles_now as (update website_article d set content_locked_at = $4 from articles where d.id = articles.id),
     questions_now as (update website_question d set content_locked_at = $4 from questions where d.id = questions.id),
     incoming_now as (update incoming_document d set content_locked_at = $4 from incoming where d.id = incoming.id),
     outgoing_now as (update outgoing_document d set content_locked_at = $4 from outgoing where d.id = outgoing.id),
     files_now as (update attachment a set content_locked_at = $4 from files where a.id = files.id)
     select before from incoming union all select before from outgoing union all select before from files
     union all select before from articles union all select before from questions`,
    [incoming, outgoing, attachments, now, articles, questions],
  );
  if (locked.some(({ before }) => before !== null)) throw new SpillReportedError(reportedId);
  const [reported] = await tx.query<Reported>(
    `with given as (
       select coalesce(a.incoming_document_id, a.outgoing_document_id, $1) as id
       from (select) as one left join attachment a on a.id = $1)
     select 'incoming' as kind, d.id as "documentId", 'văn bản đến số ' || d.arrival_number || '/' || d.arrival_year as label,
            null as "uploadedBy"
     from given join incoming_document d using (id)
     union all select 'outgoing', d.id, coalesce('văn bản đi ' || d.symbol, 'dự thảo văn bản đi'), null
     from given join outgoing_document d using (id)
     union all select 'work-file', null, 'một tệp của hồ sơ ' || f.code, a.stored_by
     from given join attachment a using (id) join work_file f on f.id = a.work_file_id
     union all select 'work-file', null, 'một tệp của sự cố SC-' || n.number, a.stored_by
     from given join attachment a using (id) join incident n on n.id = a.incident_id
     union all select 'work-file', null, 'một tệp của bài TB-' || w.number, a.stored_by
     from given join attachment a using (id) join website_article w on w.id = a.website_article_id
     union all select 'article', null, 'bài TB-' || w.number, w.submitter from given join website_article w using (id)
     union all select 'question', null, 'câu hỏi HD-' || q.number, null from given join website_question q using (id)`,
    [reportedId],
  );
  return reported!;
}

/** What clerks were asked about these files is said with the report, whichever file it was found by. */
async function answerQuestions({ tx, now, caller }: CommandContext, { attachments }: Concerned): Promise<void> {
  await tx.execute(
    `update gate_question set answer = 'spill', answered_at = $2, answered_by = $3 where attachment_id = any($1) and answer is null`,
    [attachments, now, caller.actor],
  );
}

/** `head:QLCN` of everybody in `unit:QLCN`, and with them the chief of office. */
function headsOf(groups: readonly string[]): string[] {
  const heads = groups.filter((group) => group.startsWith('unit:')).map((group) => `head:${group.slice('unit:'.length)}`);
  return [...new Set([...heads, 'chief-of-office'])];
}
