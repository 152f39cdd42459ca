import type { Database } from '#database';
import type { EngineState } from '#engine';
import type { JsonObject, Page } from '#foundation';
import { type ActivityRow, listActivities, TaskNotFoundError } from '#runtime';
import type { CaseGuard } from './case-guard.js';
import { subjectOf, variablesForTask } from './case-variables.js';
import { type ConsultationRow, consultationsOf } from './consultation/consultations.query.js';
import { handlingOf, type Opening, openingsOf, type ShownHandling } from './handling/handling.query.js';
import type { TaskRow } from './list-tasks.query.js';
import { requireReadable } from './refuse-work-of-others.js';
import { isWorkOf, mayClaim, mayComplete, type Principal, readsAsOverseerAlone, TASK_RECORD_COLUMNS, type TaskRecord } from './task-rights.js';

/** One user task with its case. */
export interface TaskDetail extends TaskRow {
  readonly status: TaskRecord['status'];
  /** BPMN id, to find it in the diagram. */
  readonly elementId: string;
  readonly definitionId: string;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly followUpAt: string | null;
  readonly endedAt: string | null;
  readonly completedBy: string | null;
  /** What the person who asks may do with it now. */
  readonly may: { readonly claim: boolean; readonly complete: boolean };
  /** From hand to hand, oldest first. */
  readonly handling: readonly ShownHandling[];
  readonly openings: readonly Opening[];
  /** Whose opinion was asked, oldest first. */
  readonly consultations: readonly ConsultationRow[];
  /** Variables of the case that the task sees; none where the case is hidden. */
  readonly variables: JsonObject;
  /** What has happened in the case, in order; the rest, where there is more, is asked of the runtime with `next`. */
  readonly history: Page<CaseActivity>;
}

export interface CaseActivity extends ActivityRow {
  /** Full name of whoever completed it, for a user task. */
  readonly completedByName: string | null;
}

/** A case with more activities than this has its history paged. */
const HISTORY_LIMIT = 500;

type DetailRow = Omit<TaskDetail, 'subject' | 'openedAt' | 'may' | 'handling' | 'openings' | 'consultations' | 'variables' | 'history'> & {
  readonly readers: readonly string[];
  readonly workOf: readonly string[] | null;
  readonly activityKey: number;
  readonly state: EngineState;
  readonly finalVariables: JsonObject | null;
  readonly rootState: EngineState;
  readonly rootFinalVariables: JsonObject | null;
};

/**
 * A user task, open or not, as the person may see it: of a case that is hidden from him, where it stands and who has it, without
 * what it is about and what people wrote on the way. @throws TaskNotFoundError, TaskForbiddenError, TaskOfOthersError
 */
export async function getTask(database: Database, person: Principal, id: string, hidden: CaseGuard): Promise<TaskDetail> {
  const [row] = await database.query<DetailRow>(
    `select ${TASK_RECORD_COLUMNS}, t.name, t.element_id as "elementId", d.id as "definitionId", d.key as "definitionKey",
            d.name as "definitionName", i.id as "instanceId", root.id as "rootInstanceId",
            root.business_key as "businessKey", p.full_name as "assigneeName", t.due_at as "dueAt",
            coalesce(t.due_at < coalesce(t.ended_at, business_now()), false) as overdue,
            t.follow_up_at as "followUpAt", t.priority, t.created_at as "createdAt", t.ended_at as "endedAt",
            t.form_key as "formKey", t.activity_key as "activityKey",
            i.state, i.variables as "finalVariables", root.state as "rootState",
            root.variables as "rootFinalVariables"
     from user_task t
     join process_instance i on i.id = t.instance_id
     join process_instance root on root.id = i.root_instance_id
     join process_definition d on d.id = i.definition_id
     left join person p on p.login = t.assignee
     where t.id = $1`,
    [id],
  );
  if (row === undefined) throw new TaskNotFoundError(`There is no task ${id}.`);
  requireReadable(person, row);
  const { rootState, rootFinalVariables, activityKey, state, finalVariables, readers: _readers, workOf: _workOf, ...task } = row;
  const open = row.status === 'open';
  const isHidden = readsAsOverseerAlone(person, row) && (await hidden(database, person, [row.instanceId])).size > 0;
  const [handling, openings, consultations, history] = await Promise.all([
    handlingOf(database, id),
    openingsOf(database, id),
    consultationsOf(database, id),
    caseHistory(database, row.instanceId),
  ]);
  return {
    ...task,
    openedAt: openings.find(({ login }) => login === person.login)?.openedAt ?? null,
    subject: isHidden ? null : subjectOf(rootState, rootFinalVariables),
    may: {
      claim: open && row.assignee === null && mayClaim(person, row),
      complete: open && mayComplete(person, row) && isWorkOf(person, row),
    },
    handling: isHidden ? handling.map((each) => ({ ...each, reason: null })) : handling,
    openings,
    consultations: isHidden ? [] : consultations,
    variables: isHidden ? {} : variablesForTask({ status: row.status, activityKey, state, finalVariables }),
    history,
  };
}

async function caseHistory(database: Database, instanceId: string): Promise<Page<CaseActivity>> {
  const { items, next } = await listActivities(database, instanceId, { limit: HISTORY_LIMIT });
  const people = await database.query<{ login: string; fullName: string }>(
    'select login, full_name as "fullName" from person where login = any($1)',
    [items.map((activity) => activity.completedBy)],
  );
  const names = new Map(people.map(({ login, fullName }) => [login, fullName]));
  return {
    items: items.map((activity) => ({ ...activity, completedByName: names.get(activity.completedBy ?? '') ?? null })),
    next,
  };
}
