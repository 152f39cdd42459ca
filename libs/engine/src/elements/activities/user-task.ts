import type { UserTaskNode } from '#bpmn';
import { toInstant, toNumber, toStringList, toText } from '#expressions';
import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { type Counted, read, readCounted, readOptional } from '../../execution/evaluation.js';
import type { Step } from '../../execution/step.js';

const DEFAULT_PRIORITY = 50;

/**
 * User task (BPMN 2.0.2 §10.3.3, §13.3.3) with `camunda:assignee`, `candidateUsers`, `candidateGroups`, `dueDate`,
 * `followUpDate`, `priority` and its form: opened for people, waits until one of them completes it.
 */
export const userTask: Behaviour<UserTaskNode> = {
  enter(step, activity) {
    const { element } = activity;
    const assignee = readOptional(step, activity, 'assignee', element.assignee, toText);
    const candidateGroups = groupsOf(step, activity);
    const due = dueDateOf(step, activity, () => candidateGroups);
    const followUpDate = readOptional(step, activity, 'followUpDate', element.followUpDate, toInstant);
    const formVersion = readOptional(step, activity, 'formRefVersion', element.formVersion, toText);
    step.emit({
      type: 'openTask',
      key: activity.key,
      element: element.id,
      ...(element.name !== undefined && { name: element.name }),
      ...(assignee !== undefined && { assignee }),
      candidateUsers: names(step, activity, 'candidateUsers', element.candidateUsers),
      candidateGroups,
      ...(due && { dueDate: due.value }),
      ...(element.dueDate !== undefined && due === undefined && { dueDateIsNull: true }),
      ...(due?.calendarPublication !== undefined && { calendarPublication: due.calendarPublication }),
      ...(followUpDate !== undefined && { followUpDate }),
      priority: readOptional(step, activity, 'priority', element.priority, toNumber) ?? DEFAULT_PRIORITY,
      ...(element.formKey !== undefined && { formKey: element.formKey }),
      ...(element.formBinding !== undefined && { formBinding: element.formBinding }),
      ...(formVersion !== undefined && { formVersion }),
    });
  },
  dueTime(step, activity) {
    const { dueDate } = activity.element;
    return dueDate === undefined ? undefined : { text: dueDate, count: () => dueDateOf(step, activity, () => groupsOf(step, activity)) };
  },
  withdraw(step, { key }) {
    step.emit({ type: 'closeTask', key, reason: 'cancelled' });
  },
  on: {
    completeTask(step, activity, { variables, local }) {
      step.emit({ type: 'closeTask', key: activity.key, reason: 'completed' });
      complete(step, activity, { variables, local });
    },
  },
};

function dueDateOf(step: Step, activity: Activity<UserTaskNode>, groups: () => string[]): Counted<string> | undefined {
  const { dueDate, countedByUnit } = activity.element;
  const { calendar } = step.context;
  return readCounted(step, activity, 'dueDate', dueDate, toInstant, countedByUnit ? calendar?.ofGroups(groups()) : calendar);
}

function groupsOf(step: Step, activity: Activity<UserTaskNode>): string[] {
  return names(step, activity, 'candidateGroups', activity.element.candidateGroups);
}

/** The names that all entries give, every name once. */
function names(step: Step, activity: Activity, name: string, texts: readonly string[]): string[] {
  const all = texts.flatMap((text) => read(step, activity, { name, text }, toStringList));
  return all.length > 1 ? [...new Set(all)] : all;
}
