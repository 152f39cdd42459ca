import type { Transaction } from '#database';
import { DEADLINE_COLUMNS, type DeadlineRow, readActs } from '../ledger/deadline-row.js';
import type { CountedAct } from '../ledger/deadline-rule.js';

type Reader = Pick<Transaction, 'query'>;

/** Not set aside by this publication already. */
const IS_WAITING = 'not exists (select from calendar_move_failure f where f.publication = $1 and f.id = r.id)';

/** Deadlines, tasks and timers that were counted by an earlier state of the calendars ($1: by which they are to be). */
export const OUTDATED = {
  task: `user_task r where r.status = 'open' and r.calendar_publication < $1 and ${IS_WAITING}`,
  timer: `job r where r.kind = 'timer' and r.calendar_publication < $1 and ${IS_WAITING}`,
  case: `deadline r where r.status = 'open' and r.calendar_publication < $1 and ${IS_WAITING}`,
} as const;

/** Cases, by the id of their outermost instance, that hold something outdated: `limit` of each kind, or all. */
export async function findOutdatedCases(tx: Reader, publication: number, limit?: number): Promise<string[]> {
  const some = Object.values(OUTDATED).map((from) => `(select r.instance_id from ${from} limit $2)`);
  // One by one: a join would read every case that ever was, since nothing tells Postgres how few these are.
  const rows = await tx.query<{ id: string }>(
    `select distinct (select i.root_instance_id from process_instance i where i.id = outdated.instance_id) as id
     from (${some.join(' union all ')}) outdated order by 1`,
    [publication, limit ?? null],
  );
  return rows.map(({ id }) => id);
}

/** How many deadlines, of tasks and of cases, are outdated. */
export async function countOutdated(tx: Reader, publication: number): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select (select count(*) from ${OUTDATED.task}) + (select count(*) from ${OUTDATED.case}) as count`,
    [publication],
  );
  return row!.count;
}

/** A running instance of a case. */
export interface CaseInstance {
  readonly id: string;
  readonly rootInstanceId: string;
}

/** `lock`: for the rest of the transaction, those that call before those that they have called. */
export async function findInstances(tx: Reader, cases: readonly string[], { lock }: { readonly lock: boolean }): Promise<CaseInstance[]> {
  return tx.query<CaseInstance>(
    `select id, root_instance_id as "rootInstanceId" from process_instance
     where root_instance_id = any($1::uuid[]) and status = 'active'
     order by parent_instance_id is not null, id ${lock ? 'for no key update' : ''}`,
    [cases],
  );
}

/** An outdated deadline of a case, with its acts. */
export interface OutdatedDeadline {
  readonly deadline: DeadlineRow;
  readonly acts: readonly CountedAct[];
}

/** `lock`: for the rest of the transaction; their instances come first, as in every step. */
export async function readOutdatedDeadlines(
  tx: Reader,
  { cases, publication, lock }: { readonly cases: readonly string[]; readonly publication: number; readonly lock: boolean },
): Promise<OutdatedDeadline[]> {
  const deadlines = await tx.query<DeadlineRow>(
    `select ${DEADLINE_COLUMNS} from deadline d join process_instance i on i.id = d.instance_id
     where i.root_instance_id = any($1::uuid[]) and d.status = 'open' and d.calendar_publication < $2
     order by d.id ${lock ? 'for update of d' : ''}`,
    [cases, publication],
  );
  const acts = await readActs(tx, deadlines.map(({ id }) => id));
  return deadlines.map((deadline) => ({ deadline, acts: acts.get(deadline.id) ?? [] }));
}
