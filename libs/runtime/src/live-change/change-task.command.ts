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

export interface ChangeTaskInput {
  readonly taskId: string;
  readonly changes: TaskChanges;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
  /** The operator's groups today. */
  readonly groups?: readonly string[];
}

const COLUMNS: Readonly<Record<keyof TaskChanges, string>> = {
  assignee: 'assignee',
  candidateUsers: 'candidate_users',
  candidateGroups: 'candidate_groups',
  dueAt: 'due_at',
  followUpAt: 'follow_up_at',
  priority: 'priority',
};

/**
 * An operator changes whose an open task is, or when it is due; he never brings it to himself, as its holder reads the case
 * (47/QĐ-STP §17). Timers of the process that watch the task have times of their own. What people do with their tasks
 * themselves is in the worklist.
 * @throws TaskNotFoundError, TaskNotOpenError, UnknownOwnersError, FarOffTaskDateError, TaskForOneselfError
 */
export const changeTask: Command<ChangeTaskInput, void> = {
  name: 'runtime.change-task',

  request: ({ groups: _, ...input }) => input,

  async run(context, { taskId, changes, reason, groups = [] }) {
    refuseFarOffDates(changes, context.now);
    if (isFor(changes, context.caller.actor, groups)) throw new TaskForOneselfError(taskId, context.caller.actor);
    const named = (Object.keys(COLUMNS) as (keyof TaskChanges)[]).filter((name) => changes[name] !== undefined);
    const columns = named.map((name) => `${COLUMNS[name]} as "${name}"`);
    const [task] = await context.tx.query<{ status: string; old: Required<TaskChanges> }>(
      `select status, to_jsonb(t) as old
       from (select ${['status', ...columns].join(', ')} from user_task where id = $1 for no key update) t`,
      [taskId],
    );
    if (task === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
    if (task.status !== 'open') throw new TaskNotOpenError(`Task ${taskId} is already ${task.status}.`);
    await refuseUnknownOwners(context, changes);
    if (named.length === 0) return context.nothingChanged();
    const settings = named.map((name, index) => `${COLUMNS[name]} = $${index + 2}`);
    if (named.includes('dueAt')) settings.push('due_by_hand = true', 'calendar_publication = null');
    await context.tx.execute(
      `update user_task set ${settings.join(', ')} where id = $1`,
      [taskId, ...named.map((name) => changes[name])],
    );
    const old = Object.fromEntries(named.map((name) => [name, task.old[name]]));
    const changed = Object.fromEntries(named.map((name) => [name, changes[name] ?? null]));
    context.audit({ subject: 'user-task', subjectId: taskId, detail: { reason, old, new: changed } });
  },
};

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
