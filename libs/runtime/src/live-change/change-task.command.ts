import { farOffFindings } from '#calendar';
import type { Command, CommandContext } from '../executor/command.js';
import { TaskNotFoundError, TaskNotOpenError } from '../errors.js';
import { FarOffTaskDateError, TaskForOneselfError, UnknownOwnersError } from './errors.js';

/** What an operator may set on an open task; what is absent stays. */
export interface TaskChanges {
  /** Login; null: nobody holds it. */
  readonly assignee?: string | null;
  readonly candidateUsers?: readonly string[];
  readonly candidateGroups?: readonly string[];
  /** ISO 8601 instants; null: none. */
  readonly dueAt?: string | null;
  readonly followUpAt?: string | null;
  readonly priority?: number;
}

/** Whose an open task is as its process or its people have it. */
export interface TaskOwners {
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/**
 * Whose work a task is beside its owners: groups and logins. Asked whenever an operator changes these.
 * @param before its owners; null where an operator has changed them before, as those say nothing of whose work it is
 */
export type AlsoWorkOf = (context: CommandContext, taskId: string, before: TaskOwners | null, changes: TaskChanges) => Promise<readonly string[]>;

export interface ChangeTaskInput {
  readonly taskId: string;
  readonly changes: TaskChanges;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
  /** The operator's groups today. */
  readonly groups?: readonly string[];
  readonly alsoWorkOf?: AlsoWorkOf;
}

const COLUMNS: Readonly<Record<keyof TaskChanges, string>> = {
  assignee: 'assignee',
  candidateUsers: 'candidate_users',
  candidateGroups: 'candidate_groups',
  dueAt: 'due_at',
  followUpAt: 'follow_up_at',
  priority: 'priority',
};

const OWNERS: readonly (keyof TaskChanges & keyof TaskOwners)[] = ['assignee', 'candidateUsers', 'candidateGroups'];
const SELECTED = Object.entries(COLUMNS).map(([name, column]) => `${column} as "${name}"`);

interface ChangedTask {
  readonly status: string;
  readonly workOf: readonly string[] | null;
  readonly old: Required<TaskChanges> & TaskOwners;
}

/**
 * An operator changes whose an open task is, or when it is due; he never brings it to himself, as its holder reads the case
 * (47/QĐ-STP §17). Whose work it was before, it stays: that is kept as `work_of`. Timers of the process that watch the task
 * have times of their own. What people do with their tasks themselves is in the worklist.
 * @throws TaskNotFoundError, TaskNotOpenError, UnknownOwnersError, FarOffTaskDateError, TaskForOneselfError
 */
export const changeTask: Command<ChangeTaskInput, void> = {
  name: 'runtime.change-task',

  request: ({ taskId, changes, reason }) => ({ taskId, changes, reason }),

  async run(context, { taskId, changes, reason, groups = [], alsoWorkOf }) {
    refuseFarOffDates(changes, context.now);
    if (isFor(changes, context.caller.actor, groups)) throw new TaskForOneselfError(taskId, context.caller.actor);
    const named = (Object.keys(COLUMNS) as (keyof TaskChanges)[]).filter((name) => changes[name] !== undefined);
    const [task] = await context.tx.query<ChangedTask>(
      `select status, "workOf", to_jsonb(t) as old
       from (select status, work_of as "workOf", ${SELECTED.join(', ')} from user_task where id = $1 for no key update) t`,
      [taskId],
    );
    if (task === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
    if (task.status !== 'open') throw new TaskNotOpenError(`Task ${taskId} is already ${task.status}.`);
    await refuseUnknownOwners(context, changes);
    if (named.length === 0) return context.nothingChanged();
    const settings = named.map((name, index) => `${COLUMNS[name]} = $${index + 2}`);
    if (named.includes('dueAt')) settings.push('due_by_hand = true', 'calendar_publication = null');
    const values: unknown[] = [taskId, ...named.map((name) => changes[name])];
    const whose = task.workOf ?? ownersOf(task.old);
    if (whose.length > 0 && OWNERS.some((name) => named.includes(name))) {
      const also = (await alsoWorkOf?.(context, taskId, task.workOf === null ? task.old : null, changes)) ?? [];
      settings.push(`work_of = $${values.push([...new Set([...whose, ...also])])}`);
    }
    // One statement: a row that its transaction has changed already asks for a lock on its instance, which a step may hold.
    await context.tx.execute(`update user_task set ${settings.join(', ')} where id = $1`, values);
    const old = Object.fromEntries(named.map((name) => [name, task.old[name]]));
    const changed = Object.fromEntries(named.map((name) => [name, changes[name] ?? null]));
    context.audit({ subject: 'user-task', subjectId: taskId, detail: { reason, old, new: changed } });
  },
};

function ownersOf({ assignee, candidateUsers, candidateGroups }: TaskOwners): string[] {
  return [...(assignee ? [assignee] : []), ...candidateUsers, ...candidateGroups];
}

function isFor({ assignee, candidateUsers = [], candidateGroups = [] }: TaskChanges, login: string, groups: readonly string[]): boolean {
  return assignee === login || candidateUsers.includes(login) || candidateGroups.some((group) => groups.includes(group));
}

function refuseFarOffDates({ dueAt, followUpAt }: TaskChanges, now: string): void {
  const findings = Object.entries({ dueAt, followUpAt }).flatMap(([name, date]) => (date ? farOffFindings(name, date, now) : []));
  if (findings.length > 0) throw new FarOffTaskDateError(findings);
}

async function refuseUnknownOwners(context: CommandContext, changes: TaskChanges): Promise<void> {
  const { assignee, candidateUsers = [], candidateGroups: groups = [] } = changes;
  const users = assignee ? [assignee, ...candidateUsers] : candidateUsers;
  if (users.length + groups.length === 0) return;
  const unknown = await context.unknownOwners(context.tx, { users, groups });
  const names = [...unknown.users, ...unknown.groups];
  if (names.length > 0) throw new UnknownOwnersError(names);
}
