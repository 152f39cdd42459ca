import { newId } from '#foundation';
import { type Command, type CommandContext, startInstance, suspendInstance } from '#runtime';
import { DocumentNotFoundError, SpillReportedError } from '../errors.js';
import { type Concerned, concernedBy } from './concerned.js';
import { sealContent } from './seal-content.js';

export interface ReportSpillInput {
  /** Of the incoming or outgoing document; whether the caller may read it is asked before. */
  readonly documentId: string;
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
 * document stand still, its content is put aside, and the procedure `secret-spill` begins, which tells the heads at once.
 * @throws DocumentNotFoundError, SpillReportedError
 */
export const reportSpill: Command<ReportSpillInput, ReportedSpill> = {
  name: 'documents.report-spill',
  request: ({ documentId }) => ({ documentId }),
  async run(context, { documentId, groups }) {
    const { tx, now, caller } = context;
    const id = newId();
    const { concerned, suspended } = await standStill(context, documentId, id);
    const label = await lockDocuments(context, documentId, concerned);
    const { instanceId } = await context.run(startInstance, {
      key: 'secret-spill',
      businessKey: id,
      variables: { spillId: id, documentId, subject: `Nghi lộ bí mật nhà nước: ${label}`, label, heads: headsOf(groups) },
    });
    const direction = concerned.outgoing.includes(documentId) ? 'outgoing_document_id' : 'incoming_document_id';
    await tx.execute(
      `insert into secret_spill (id, ${direction}, label, found_by, found_at, instance_id, suspended_cases, status)
       values ($1, $2, $3, $4, $5, $6, $7, 'locked')`,
      [id, documentId, label, caller.actor, now, instanceId, suspended],
    );
    await sealContent(tx, id, concerned);
    const { incoming, outgoing, cases } = concerned;
    context.audit({ subject: 'secret-spill', subjectId: id, detail: { incoming: [...incoming], outgoing: [...outgoing], cases: [...cases] } });
    return { id, instanceId };
  },
};

/**
 * Suspends the cases first, instances before documents; then nothing of them moves, and what belongs to them is known.
 * @returns also the cases that ran until now: an operator may have suspended others before
 */
async function standStill(
  context: CommandContext,
  documentId: string,
  spillId: string,
): Promise<{ concerned: Concerned; suspended: string[] }> {
  const { tx } = context;
  const before = await concernedBy(tx, documentId);
  if (before.incoming.length + before.outgoing.length === 0) throw new DocumentNotFoundError(documentId);
  const running = await tx.query<{ id: string; runs: boolean }>(
    `select id, suspended_at is null as runs from process_instance
     where root_instance_id = any($1::uuid[]) and parent_instance_id is null and status = 'active' order by id for no key update`,
    [before.cases],
  );
  for (const { id } of running) {
    await context.run(suspendInstance, { instanceId: id, timers: 'keep-remaining', reason: `secret-spill ${spillId}`, withCalled: true });
  }
  return { concerned: await concernedBy(tx, documentId), suspended: running.filter(({ runs }) => runs).map(({ id }) => id) };
}

/** @returns the reported document, for people: its kind, number and year */
async function lockDocuments({ tx, now }: CommandContext, documentId: string, { incoming, outgoing }: Concerned): Promise<string> {
  const locked = await tx.query<{ id: string; label: string; before: string | null }>(
    `with incoming as (
       select id, content_locked_at as before, 'văn bản đến số ' || arrival_number || '/' || arrival_year as label
       from incoming_document where id = any($1) order by id for no key update),
     outgoing as (
       select id, content_locked_at as before, coalesce('văn bản đi ' || symbol, 'dự thảo văn bản đi') as label
       from outgoing_document where id = any($2) order by id for no key update),
     incoming_now as (update incoming_document d set content_locked_at = $3 from incoming where d.id = incoming.id),
     outgoing_now as (update outgoing_document d set content_locked_at = $3 from outgoing where d.id = outgoing.id)
     select * from incoming union all select * from outgoing`,
    [incoming, outgoing, now],
  );
  if (locked.some(({ before }) => before !== null)) throw new SpillReportedError(documentId);
  return locked.find(({ id }) => id === documentId)!.label;
}

/** `head:QLCN` of everybody in `unit:QLCN`, and with them the chief of office. */
function headsOf(groups: readonly string[]): string[] {
  const heads = groups.filter((group) => group.startsWith('unit:')).map((group) => `head:${group.slice('unit:'.length)}`);
  return [...new Set([...heads, 'chief-of-office'])];
}
