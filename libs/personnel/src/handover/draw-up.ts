import type { Transaction } from '#database';
import { dateInZone, type Finding, newId } from '#foundation';
import type { CommandContext } from '#runtime';
import { heldBy, type Holding, type HoldingKind } from './holdings.query.js';
import { type HandoverLine, type LineKind, linesOf, type Minutes } from './minutes.js';

/** What of somebody's holdings is handed over line by line; the rest ends with his posts or follows these. */
const HANDED: Readonly<Partial<Record<HoldingKind, LineKind>>> = {
  task: 'task',
  'offered-task': 'task',
  draft: 'draft',
  'reply-obligation': 'reply-obligation',
  assignment: 'assignment',
  'given-assignment': 'given-assignment',
  'work-file': 'work-file',
  mailbox: 'mailbox',
  consultation: 'consultation',
};

interface OpenMinutes {
  readonly decisionId: string;
  readonly instanceId: string;
  readonly login: string;
  readonly unit: string;
  readonly lastDay: string;
}

/** Begins minutes with a line for all that he holds now. Once for each decision: a repetition gives those there are. */
export async function openMinutes(context: CommandContext, { decisionId, instanceId, login, unit, lastDay }: OpenMinutes): Promise<{ id: string; label: string }> {
  const { tx, now } = context;
  const [made] = await tx.query<{ id: string; label: string }>(
    `insert into handover_minutes (id, number, decision_id, instance_id, login, unit_code, last_day, status, created_at)
     values ($1, nextval('handover_minutes_number'), $2, $3, $4, $5, $6, 'draft', $7) on conflict (decision_id) do nothing
     returning id, 'BG-' || number as label`,
    [newId(), decisionId, instanceId, login, unit, lastDay, now],
  );
  if (made === undefined) {
    const [there] = await tx.query<{ id: string; label: string }>(`select id, 'BG-' || number as label from handover_minutes where decision_id = $1`, [decisionId]);
    return there!;
  }
  await addMissing(context, { id: made.id, login });
  context.audit({ subject: 'handover-minutes', subjectId: made.id, detail: { login, unit, lastDay, decisionId } });
  return made;
}

/** Adds a line for each thing that he holds and no line names, and drops those that he holds no more and nobody confirmed. */
export async function addMissing(context: CommandContext, { id, login }: Pick<Minutes, 'id' | 'login'>): Promise<{ added: number; dropped: number }> {
  const { missing, gone } = await compare(context, { id, login });
  const { tx } = context;
  if (gone.length > 0) await tx.execute('delete from handover_line where id = any($1::uuid[])', [gone.map((line) => line.id)]);
  await addLines(tx, id, missing.map((thing) => ({ ...lineFor(thing), receiver: null, outcome: null, problem: null })));
  return { added: missing.length, dropped: gone.length };
}

/** What he holds as a line tells it. */
export type NewLine = Pick<HandoverLine, 'kind' | 'subjectId' | 'label' | 'about' | 'receiver' | 'outcome' | 'problem'>;

/** A thing that is in his hands, as a line names it. */
export type Thing = Pick<NewLine, 'kind' | 'subjectId' | 'label' | 'about'>;

function lineFor({ kind, id, label, about }: Holding & { readonly label: string }): Thing {
  return { kind: HANDED[kind]!, subjectId: id, label, about };
}

/** Adds lines behind those that are there. */
export async function addLines(tx: Transaction, id: string, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  const each = <Key extends keyof NewLine>(key: Key) => lines.map((line) => line[key]);
  await tx.execute(
    `insert into handover_line (id, minutes_id, position, kind, subject_id, label, about, receiver, outcome, problem)
     select l.id, $1, (select coalesce(max(position), 0) from handover_line where minutes_id = $1) + l.nth, l.kind, l.subject, l.label, l.about, l.receiver, l.outcome, l.problem
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       with ordinality as l(id, kind, subject, label, about, receiver, outcome, problem, nth)`,
    [id, lines.map(() => newId()), each('kind'), each('subjectId'), each('label'), each('about'), each('receiver'), each('outcome'), each('problem')],
  );
}

/** What he holds that no line names. */
export async function leftOverOf(context: CommandContext, minutes: Pick<Minutes, 'id' | 'login'>): Promise<Thing[]> {
  const { missing } = await compare(context, minutes);
  return inOrder(missing.map(lineFor));
}

/** Given work first, since it takes its tasks along; an obligation last, as what is left of its tasks goes with it. */
export function inOrder<Line extends { readonly kind: LineKind }>(lines: readonly Line[]): Line[] {
  const place = (kind: LineKind) => (kind === 'assignment' ? 0 : kind === 'reply-obligation' ? 2 : 1);
  return [...lines].sort((one, other) => place(one.kind) - place(other.kind));
}

/** What he holds that no line names, as findings. */
export async function missingLines(context: CommandContext, minutes: Minutes): Promise<Finding[]> {
  const { missing } = await compare(context, minutes);
  return missing.map(({ label }) => ({
    where: 'lines',
    code: 'handover-line-missing',
    what: `have nothing of «${label}»`,
    mend: `Bring them up to date (POST /handover-minutes/${minutes.id}/refresh), then name who receives it.`,
  }));
}

async function compare(context: CommandContext, { id, login }: Pick<Minutes, 'id' | 'login'>) {
  const { tx, now, zone } = context;
  const lines = await linesOf(tx, id);
  const held = await heldBy(tx, login, dateInZone(now, zone));
  const handed = held.filter(({ kind }) => HANDED[kind] !== undefined);
  const isSame = (line: HandoverLine, thing: Holding) => line.kind === HANDED[thing.kind] && line.subjectId === thing.id;
  return {
    missing: handed.filter((thing) => !lines.some((line) => isSame(line, thing))),
    gone: lines.filter((line) => line.kind !== 'other' && line.confirmedAt === null && !handed.some((thing) => isSame(line, thing))),
  };
}
