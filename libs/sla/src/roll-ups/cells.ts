import type { Transaction } from '#database';
import { type SortedSeconds, sortedSeconds, withChanges } from './durations.js';
import type { Fact } from './fact.js';

/** What facts are summed by, each by itself. */
export const CELL_DIMENSIONS = ['unit', 'person', 'kind', 'urgency', 'process', 'step'] as const;

export type CellDimension = (typeof CELL_DIMENSIONS)[number];

/** The facts of completed tasks of one month with one value of one dimension: a row of `sla_cell`. */
export interface Cell {
  readonly dimension: CellDimension;
  readonly month: number;
  /** Empty: the tasks that have none. */
  readonly key: string;
  readonly onTime: number;
  readonly late: number;
  readonly noDeadline: number;
  /** Tasks whose deadline was extended, and those of them whose deadline had passed already. */
  readonly extended: number;
  readonly extendedLate: number;
  readonly gross: SortedSeconds;
  readonly net: SortedSeconds;
  /** Tasks that somebody took before they were done, their net time, and the part of it before. */
  readonly taken: number;
  readonly takenSeconds: number;
  readonly waitingSeconds: number;
}

/** `sla_cell c` as rows of {@link Cell}. */
const SELECT_CELL = `c.dimension, c.month, c.key, c.on_time as "onTime", c.late, c.no_deadline as "noDeadline", c.extended,
  c.extended_late as "extendedLate", c.gross, c.net,
  c.taken, c.taken_seconds as "takenSeconds", c.waiting_seconds as "waitingSeconds"`;

type CellName = Pick<Cell, 'dimension' | 'month' | 'key'>;

interface CellChange extends CellName {
  readonly added: Fact[];
  readonly removed: Fact[];
}

/** Takes facts out of their cells and puts others in, in a transaction that no other changes cells beside. */
export async function changeCells(tx: Transaction, removed: readonly Fact[], added: readonly Fact[]): Promise<void> {
  const changes = collect(removed, added);
  if (changes.length === 0) return;
  const names = changes.map(({ dimension, month, key }) => ({ dimension, month, key }));
  const rows = await tx.query<Cell>(
    `select ${SELECT_CELL} from sla_cell c
     join jsonb_to_recordset($1) as n(dimension text, month integer, key text)
       on n.dimension = c.dimension and n.month = c.month and n.key = c.key`,
    [JSON.stringify(names)],
  );
  const before = new Map(rows.map((row) => [nameOf(row), row]));
  const after = changes.map((change) => changed(before.get(nameOf(change)) ?? empty(change), change));
  await write(tx, after.filter((cell) => countOf(cell) > 0));
  await tx.execute(
    `delete from sla_cell c using jsonb_to_recordset($1) as n(dimension text, month integer, key text)
     where n.dimension = c.dimension and n.month = c.month and n.key = c.key`,
    [JSON.stringify(after.filter((cell) => countOf(cell) === 0).map(({ dimension, month, key }) => ({ dimension, month, key })))],
  );
}

function collect(removed: readonly Fact[], added: readonly Fact[]): CellChange[] {
  const changes = new Map<string, CellChange>();
  const touch = (fact: Fact, side: 'added' | 'removed') => {
    if (fact.outcome === 'cancelled') return;
    for (const dimension of CELL_DIMENSIONS) {
      const name = { dimension, month: fact.month, key: fact[dimension] ?? '' };
      const change = changes.get(nameOf(name)) ?? { ...name, added: [], removed: [] };
      changes.set(nameOf(name), change);
      change[side].push(fact);
    }
  };
  for (const fact of removed) touch(fact, 'removed');
  for (const fact of added) touch(fact, 'added');
  return [...changes.values()];
}

function nameOf({ dimension, month, key }: CellName): string {
  return `${dimension} ${month} ${key}`;
}

function empty({ dimension, month, key }: CellName): Cell {
  const none = sortedSeconds([]);
  const nothing = { onTime: 0, late: 0, noDeadline: 0, extended: 0, extendedLate: 0, taken: 0, takenSeconds: 0, waitingSeconds: 0 };
  return { dimension, month, key, gross: none, net: none, ...nothing };
}

function countOf({ onTime, late, noDeadline }: Cell): number {
  return onTime + late + noDeadline;
}

function changed(cell: Cell, { added, removed }: CellChange): Cell {
  const sum = (value: (fact: Fact) => number) =>
    added.reduce((total, fact) => total + value(fact), 0) - removed.reduce((total, fact) => total + value(fact), 0);
  const isTaken = (fact: Fact) => fact.waitingSeconds !== null;
  const gross = (fact: Fact) => fact.grossSeconds;
  const net = (fact: Fact) => fact.netSeconds;
  return {
    ...cell,
    onTime: cell.onTime + sum(({ outcome }) => Number(outcome === 'on-time')),
    late: cell.late + sum(({ outcome }) => Number(outcome === 'late')),
    noDeadline: cell.noDeadline + sum(({ outcome }) => Number(outcome === 'no-deadline')),
    extended: cell.extended + sum(({ extension }) => Number(extension !== null)),
    extendedLate: cell.extendedLate + sum(({ extension }) => Number(extension === 'late')),
    gross: withChanges(cell.gross, added.map(gross), removed.map(gross)),
    net: withChanges(cell.net, added.map(net), removed.map(net)),
    taken: cell.taken + sum((fact) => Number(isTaken(fact))),
    takenSeconds: cell.takenSeconds + sum((fact) => (isTaken(fact) ? fact.netSeconds : 0)),
    waitingSeconds: cell.waitingSeconds + sum((fact) => fact.waitingSeconds ?? 0),
  };
}

/** All durations go as one binary value that each cell takes its parts of: as text they would be several times as long. */
async function write(tx: Transaction, cells: readonly Cell[]): Promise<void> {
  const durations: Buffer[] = [];
  let length = 0;
  const place = (seconds: SortedSeconds) => {
    const from = length + 1;
    durations.push(seconds);
    length += seconds.length;
    return { from, for: seconds.length };
  };
  const rows = cells.map(({ gross, net, ...cell }) => ({ ...cell, gross: place(gross), net: place(net) }));
  const part = (of: 'gross' | 'net') => `substring($2::bytea from (${of} ->> 'from')::integer for (${of} ->> 'for')::integer)`;
  await tx.execute(
    `insert into sla_cell (dimension, month, key, on_time, late, no_deadline, extended, extended_late, gross, net, taken, taken_seconds, waiting_seconds)
     select dimension, month, key, "onTime", late, "noDeadline", extended, "extendedLate", ${part('gross')}, ${part('net')}, taken, "takenSeconds", "waitingSeconds"
     from jsonb_to_recordset($1) as c(dimension text, month integer, key text, "onTime" integer, late integer,
       "noDeadline" integer, extended integer, "extendedLate" integer, gross jsonb, net jsonb, taken integer, "takenSeconds" bigint, "waitingSeconds" bigint)
     on conflict (dimension, month, key) do update
     set on_time = excluded.on_time, late = excluded.late, no_deadline = excluded.no_deadline, extended = excluded.extended, extended_late = excluded.extended_late, gross = excluded.gross,
         net = excluded.net, taken = excluded.taken, taken_seconds = excluded.taken_seconds,
         waiting_seconds = excluded.waiting_seconds`,
    [JSON.stringify(rows), Buffer.concat(durations)],
  );
}
