import type { Command, CommandContext } from '../executor/command.js';

export interface DeleteEndedCasesInput {
  /** Definition of the instance that nobody has called; what it has called goes with it, of whatever definition. */
  readonly definitionId: string;
  /** How long a case is kept after its end: ISO 8601 duration. */
  readonly timeToLive: string;
  readonly limit: number;
  /** `last` of the part before. */
  readonly after?: CasePosition;
  /** Only tells what would be deleted. */
  readonly dryRun?: boolean;
}

/** Where in the order by start a part has ended: start and id of its last case. */
export type CasePosition = readonly [startedAt: string, id: string];

export interface DeletedCases {
  /** Cases: an instance with all that it has called. */
  readonly cases: number;
  readonly instances: number;
  /** Cases whose time is over and that stay: how many by reason. */
  readonly kept: Readonly<Record<string, number>>;
  /** Null: there are no more. */
  readonly last: CasePosition | null;
}

/**
 * Deletes ended cases of one definition whose time is over, oldest first, with everything of theirs but the audit trail.
 * Several cleaners share the work (`skip locked`).
 *
 * A case stays while a part of it runs or has ended later than that (`continueCase`), while a job of it is left (a message
 * that it has thrown, and that could not be placed), and while the office needs it (`keepHistory`).
 */
export const deleteEndedCases: Command<DeleteEndedCasesInput, DeletedCases> = {
  name: 'runtime.delete-ended-cases',

  async run(context, input) {
    const { definitionId, timeToLive, limit, dryRun = false } = input;
    const over = await selectCases(context, input);
    const end = over.at(-1);
    const last: CasePosition | null = over.length < limit || end === undefined ? null : [end.startedAt, end.id];

    const { kept, going } = await sortOut(context, over);
    const instances = going.flatMap((each) => each.instances);
    const result = { cases: going.length, instances: instances.length, kept, last };
    if (dryRun || instances.length === 0) {
      context.nothingChanged();
      return result;
    }
    for (const table of TABLES_OF_INSTANCES) {
      await context.tx.execute(`delete from ${table} where instance_id = any($1::uuid[])`, [instances]);
    }
    await context.tx.execute('delete from process_instance where id = any($1::uuid[])', [instances]);
    context.audit({
      subject: 'process-definition',
      subjectId: definitionId,
      detail: { cases: going.length, instances: instances.length, timeToLive },
    });
    return result;
  },
};

/** What refers to instances. Notifications go with them by themselves; documents stay. */
const TABLES_OF_INSTANCES = [
  'user_task',
  'message_subscription',
  'signal_subscription',
  'activity_offer',
  'activity',
  'activity_history',
  'variable_history',
];

interface EndedCase {
  readonly id: string;
  readonly startedAt: string;
  /** Ids of all its instances. */
  readonly instances: readonly string[];
  /** Why it must stay, as far as this lib knows. */
  readonly needed: 'still-running' | 'ended-lately' | 'open-job' | null;
}

/** By start and not by end, since that order has an index; what has ended so long ago has also begun so long ago. */
function selectCases(
  { tx, now }: CommandContext,
  { definitionId, timeToLive, limit, after }: DeleteEndedCasesInput,
): Promise<EndedCase[]> {
  const [startedAfter, idAfter] = after ?? [null, null];
  return tx.query<EndedCase>(
    `with root as (
       select id, started_at from process_instance
       where definition_id = $1 and parent_instance_id is null and root_instance_id = id and status <> 'active'
         and started_at <= $2::timestamptz - $3::interval and ended_at <= $2::timestamptz - $3::interval
         and ($5::timestamptz is null or (started_at, id) > ($5, $6::uuid))
       order by started_at, id limit $4 for update skip locked)
     select root.id, root.started_at as "startedAt", part.instances,
       case when part.running then 'still-running'
            when part.ended_at > $2::timestamptz - $3::interval then 'ended-lately'
            when exists (select from job where instance_id = any(part.instances)) then 'open-job' end as needed
     from root cross join lateral (
       select array_agg(id) as instances, bool_or(status = 'active') as running, max(ended_at) as ended_at
       from process_instance where root_instance_id = root.id) part
     order by root.started_at, root.id`,
    [definitionId, now, timeToLive, limit, startedAfter, idAfter],
  );
}

async function sortOut({ tx, keepHistory }: CommandContext, cases: readonly EndedCase[]) {
  const instances = cases.flatMap((each) => each.instances);
  const needed = (instances.length > 0 && (await keepHistory?.(tx, instances))) || [];
  const reasons = new Map(needed.map(({ instanceId, reason }) => [instanceId, reason]));
  const kept: Record<string, number> = {};
  const going: EndedCase[] = [];
  for (const each of cases) {
    const keeper = each.instances.find((id) => reasons.has(id));
    const reason = each.needed ?? (keeper === undefined ? undefined : reasons.get(keeper));
    if (reason === undefined) going.push(each);
    else kept[reason] = (kept[reason] ?? 0) + 1;
  }
  return { kept, going };
}
