import { cancelDeadlines, closeDeadlines } from '#deadlines';
import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import type { AssignmentRecord } from '../assignment.js';
import { enterDeadline, SUBJECT } from '../deadline.js';
import { AssignmentRefusedError } from '../errors.js';
import { moveTo } from '../move-to.js';
import { cancelReport, enterNextReport } from '../report-deadline.js';
import { requireInUnit } from '../require-in-unit.js';
import type { StepVariables } from './record-step.handler.js';
import type { StepName } from './steps.js';

interface StepTaken {
  /** Variables of the case. */
  readonly output: JsonObject;
  /** Who does it from then on, where the step says so. */
  readonly assignee?: string | null;
}

type TakeStep = (context: CommandContext, assignment: AssignmentRecord, variables: StepVariables) => Promise<StepTaken>;

/** What a step changes beside the state of the assignment. */
export const takeStep: TakeStep = (context, assignment, variables) => TAKE[variables.step](context, assignment, variables);

const TAKE: Readonly<Record<StepName, TakeStep>> = {
  /** Whoever was given it does it himself; for a unit its head names somebody, or himself by naming nobody. */
  async accepted(context, { id, toUnit, unit }, { actor, newAssignee }) {
    const assignee = (toUnit ? newAssignee : null) ?? actor;
    if (assignee !== actor) await requireInUnit(context, 'newAssignee', assignee, unit);
    await context.tx.execute('update assignment set assignee = $2, accepted_at = $3 where id = $1', [id, assignee, context.now]);
    await enterNextReport(context, id);
    return { output: { assignee, accepted: true }, assignee };
  },

  async returned() {
    return { output: {} };
  },

  async reassigned(context, assignment, { newAssignee, newUnit }) {
    const unit = (assignment.toUnit ? newUnit : null) ?? assignment.unit;
    const assignee = assignment.toUnit ? null : (newAssignee ?? assignment.assignee);
    if (assignee !== null) await requireInUnit(context, 'newAssignee', assignee, unit);
    if (assignee === assignment.assigner) throw new AssignmentRefusedError([{ where: 'newAssignee', what: 'is whoever has given the work' }]);
    await moveTo(context, assignment.id, { unit, assignee });
    return { output: { assignee, assignedUnit: unit, accepted: false }, assignee };
  },

  /** The clock stops here: how long the result waits to be judged is not the assignee's. */
  async reported(context, { id }) {
    await context.tx.execute(
      `update assignment set progress = 100, reported_at = $2,
         due_at = (select due_at from deadline where subject = $3 and subject_id = $1::text and status = 'open')
       where id = $1`,
      [id, context.now, SUBJECT],
    );
    await closeDeadlines(context, SUBJECT, [id]);
    await cancelReport(context, id);
    return { output: {} };
  },

  /**
   * A new round with a deadline of its own in the ledger: the date that the assigner gives, else the one that was. What was
   * reported as done is not: the progress is that of the last report before.
   */
  async 'asked-again'(context, { id, instanceId, unit, assigner }, { newDueAt }) {
    const [round] = await context.tx.query<{ title: string; dueAt: string }>(
      `select w.title, a.due_at as "dueAt" from assignment a
       join assignment_wording w on w.assignment_id = a.id and w.version = a.version where a.id = $1`,
      [id],
    );
    const dueAt = newDueAt ? new Date(newDueAt).toISOString() : round!.dueAt;
    await context.tx.execute(
      `update assignment a set reported_at = null, due_at = null, progress = coalesce((
         select e.percent from assignment_event e where e.assignment_id = a.id and e.kind = 'progress' and e.at >= a.accepted_at
         order by e.id desc limit 1), 0)
       where a.id = $1`,
      [id],
    );
    await enterNextReport(context, id);
    const rule = { kind: 'fixed', dueAt, by: assigner } as const;
    return { output: { dueAt: await enterDeadline(context, { id, instanceId, unit, assigner, title: round!.title, givenAt: context.now }, rule) } };
  },

  async done() {
    return { output: {} };
  },

  async recalled(context, { id }) {
    await cancelDeadlines(context, SUBJECT, id);
    return { output: {} };
  },
};
