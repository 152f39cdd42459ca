import type { Database } from '#database';
import { type EngineState, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';
import { countDueTimes, type CountedRow, type CountingTools, readTimedInstances, type TimedInstance } from '#runtime';
import { isSameInstant } from '../ledger/due-of.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type DeadlineShift, type FollowDeadlines, variablesOfCases } from '../ledger/shift-deadlines.js';
import { findInstances, readOutdatedDeadlines } from './outdated-cases.js';
import { shiftOf } from './shift-of.js';

/** One open deadline, or timer, that other calendars would move. */
export interface PlannedMove {
  readonly kind: 'case' | 'task' | 'timer';
  readonly id: string;
  readonly instanceId: string;
  /** What is due; of a timer its BPMN id. */
  readonly label: string;
  readonly unit: string | null;
  readonly from: string | null;
  /** Null: the expression yields none any more. */
  readonly to: string | null;
  /** From when it is counted. */
  readonly since: string;
}

export interface PlannedPart {
  /** By the id of the outermost instance, in order of those. */
  readonly byCase: ReadonlyMap<string, readonly PlannedMove[]>;
  /** What could not be evaluated. */
  readonly problems: number;
}

/** What a move knows, to plan it. */
export interface PlanningTools extends CountingTools {
  readonly follow: FollowDeadlines;
}

/** What other calendars would move in these cases. Nothing is written. */
export async function plannedMoves(
  database: Database,
  { follow, ...tools }: PlanningTools,
  { cases, publication }: { readonly cases: readonly string[]; readonly publication: number },
): Promise<PlannedPart> {
  const found = await findInstances(database, cases, { lock: false });
  const instances = await readTimedInstances(database, found.map(({ id }) => id), { lock: false });
  const deadlines = await readOutdatedDeadlines(database, { cases, publication, lock: false });
  const roots = new Map(instances.map(({ instance }) => [instance.id, instance.rootInstanceId]));
  const book = officeCalendars(tools);
  const shifts = deadlines.map((each) => shiftOf(book, each)).filter(({ deadline, due }) => !isSameInstant(deadline.dueAt, due.dueAt));
  const variables = variablesByCase(shifts, roots, await variablesOfCases(database, { follow, calendars: book }, shifts));
  const isMoved = ({ instance }: TimedInstance) => variables.has(instance.rootInstanceId);
  const moved = instances.filter(isMoved).map((timed) => withVariables(timed, variables.get(timed.instance.rootInstanceId)!));
  const names = new Set([...variables.values()].flatMap((values) => Object.keys(values)));
  const along = await countDueTimes(tools, database, moved, names);
  const own = await countDueTimes(tools, database, instances.filter((timed) => !isMoved(timed)), new Set());
  const changed = [...along, ...own].filter(({ row, due }) => row.dueAt !== due);
  const byCase = new Map<string, PlannedMove[]>();
  for (const move of [...shifts.map(ofCase), ...(await describe(database, changed))]) {
    const root = roots.get(move.instanceId) ?? move.instanceId;
    const known = byCase.get(root);
    if (known) known.push(move);
    else byCase.set(root, [move]);
  }
  const problems = [...along, ...own].filter(({ problem }) => problem !== undefined).length;
  return { byCase: new Map([...byCase].sort(([a], [b]) => (a < b ? -1 : 1))), problems };
}

function variablesByCase(
  shifts: readonly DeadlineShift[],
  roots: ReadonlyMap<string, string>,
  ofDeadlines: ReadonlyMap<string, JsonObject>,
): Map<string, JsonObject> {
  const variables = new Map<string, JsonObject>();
  for (const { deadline } of shifts) {
    const root = roots.get(deadline.instanceId);
    if (root !== undefined) variables.set(root, { ...variables.get(root), ...ofDeadlines.get(deadline.id) });
  }
  return variables;
}

/** As the instance would see them: in the process scope, where it has them. */
function withVariables(timed: TimedInstance, wanted: JsonObject): TimedInstance {
  const { state } = timed.instance;
  const present = variablesOf(state);
  const values = Object.fromEntries(Object.entries(wanted).filter(([name]) => Object.hasOwn(present, name)));
  const [process, ...others] = state.instances;
  if (process === undefined) return timed;
  const changed: EngineState = { ...state, instances: [{ ...process, variables: { ...process.variables, ...values } }, ...others] };
  return { ...timed, instance: { ...timed.instance, state: changed } };
}

function ofCase({ deadline, due }: DeadlineShift): PlannedMove {
  const { id, instanceId, label, unitCode: unit, dueAt: from, startedAt: since } = deadline;
  return { kind: 'case', id, instanceId, label, unit, from, to: due.dueAt, since };
}

/** Tasks and timers, with what people call them. */
async function describe(database: Database, changed: readonly CountedRow[]): Promise<PlannedMove[]> {
  const tasks = await database.query<{ id: string; label: string; unit: string | null }>(
    `select id, label, unit_code as unit from deadline_entry where kind = 'task' and id = any($1::uuid[])`,
    [changed.filter(({ row }) => row.kind === 'task').map(({ row }) => row.id)],
  );
  const known = new Map(tasks.map((task) => [task.id, task]));
  return changed.map(({ row: { kind, id, instanceId, element, dueAt: from, since }, due: to }) => {
    const { label = element, unit = null } = known.get(id) ?? {};
    return { kind, id, instanceId, label, unit, from, to, since };
  });
}
