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
  assignment: 'assignment',
  'work-file': 'work-file',
  mailbox: 'mailbox',
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
  await addLines(tx, id, missing);
  return { added: missing.length, dropped: gone.length };
}

async function addLines(tx: Transaction, id: string, missing: readonly (Holding & { readonly label: string })[]): Promise<void> {
  if (missing.length === 0) return;
  await tx.execute(
    `insert into handover_line (id, minutes_id, position, kind, subject_id, label)
     select l.id, $1, (select coalesce(max(position), 0) from handover_line where minutes_id = $1) + l.nth, l.kind, l.subject, l.label
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) with ordinality as l(id, kind, subject, label, nth)`,
    [id, missing.map(() => newId()), missing.map(({ kind }) => HANDED[kind]), missing.map((each) => each.id), missing.map(({ label }) => label)],
  );
}

/**
 * What he still holds when his access ends, although the minutes are closed: each gets a line that nobody receives, so that who signs for
 * the unit sees what is left to give to others. @returns those lines
 */
export async function addLeftOver(context: CommandContext, { id, login }: Pick<Minutes, 'id' | 'login'>): Promise<HandoverLine[]> {
  const { missing } = await compare(context, { id, login });
  await addLines(context.tx, id, missing);
  const added = (await linesOf(context.tx, id)).filter((line) => missing.some((thing) => thing.id === line.subjectId && HANDED[thing.kind] === line.kind));
  const problem = 'Came to him after the minutes were closed.';
  await context.tx.execute(`update handover_line set outcome = 'climbed', problem = $2 where id = any($1::uuid[])`, [added.map((line) => line.id), problem]);
  return added;
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
