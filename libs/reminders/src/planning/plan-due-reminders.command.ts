import type { CalendarBook } from '#calendar';
import { dateInZone, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { listReminderPolicies } from '../policies/policies.query.js';
import type { ReminderPolicy } from '../policies/policy.js';
import { TRY_TURN } from '../policies/policy-turn.js';
import { fittingPolicy } from './fitting-policy.js';
import { standsStill } from './deadline-entry.js';
import { type Agenda, agendaOf, plannedSteps } from './planned-steps.js';
import { reachOf } from './reach.js';
import { type RemindedDeadline, remindedDeadlines } from './reminded-deadline.js';

/** Deadlines in one transaction: some 100 ms; the next batch follows at once while there are more. */
export const PLANNING_BATCH = 1_000;

/**
 * A deadline of which nothing more comes is looked at again after so many days. By then it is closed in most cases, and
 * its plan goes.
 */
const QUIET_DAYS = 30;

/**
 * Looks at the open deadlines whose next reminder has come or that have no plan that still holds, and makes the reminders
 * to be sent. Gives how many deadlines it looked at; none where another worker does it just now.
 *
 * Only deadlines within the reach of the first step are read, by the index of their due dates, and of those only the ones
 * without a plan are counted in working time: with 50,000 open ones a minute in which nothing comes costs one scan of
 * what is due within days. Tried: triggers that plan when a task is made; every step of every case then paid for it.
 */
export const planDueReminders: Command<{ readonly calendars: CalendarBook }, number> = {
  name: 'reminders.plan-due-reminders',
  audited: false,

  async run(context, { calendars }) {
    const [turn] = await context.tx.query<{ ours: boolean }>(TRY_TURN);
    if (!turn!.ours) return 0;
    const policies = await listReminderPolicies(context.tx);
    const [state] = await context.tx.query<PlanningState>(PLANNING_STATE);
    const { publication } = calendars;
    const { revision, units, lastRunAt } = state!;
    const reach = reachOf(policies, calendars, units, context.now);
    await context.tx.execute(FORGET_CLOSED, [context.now]);
    const today = dateInZone(context.now, context.zone);
    const deadlines = await context.tx.query<RemindedDeadline>(remindedDeadlines(WANTED, '$5'), [
      reach,
      context.now,
      publication,
      revision,
      today,
    ]);
    const plans = deadlines.map((deadline) => planOf(context, deadline, { policies, calendars, lastRunAt }));
    await writeReminders(context, plans);
    await context.tx.execute(WRITE_PLANS, [JSON.stringify(plans.map(planRow)), publication, revision]);
    if (deadlines.length < PLANNING_BATCH) await context.tx.execute(WRITE_RUN, [context.now]);
    return deadlines.length;
  },
};

interface PlanningState {
  /** Of the policies. */
  readonly revision: number;
  /** Those with a calendar of their own. */
  readonly units: readonly string[];
  readonly lastRunAt: string | null;
}

interface Plan {
  readonly deadline: RemindedDeadline;
  readonly policy?: ReminderPolicy;
  readonly agenda: Agenda;
  /** When to look again. */
  readonly nextAt: string;
}

interface PlanningRules extends Pick<PlanningState, 'lastRunAt'> {
  readonly policies: readonly ReminderPolicy[];
  readonly calendars: CalendarBook;
}

function planOf(
  { now, zone, log }: CommandContext,
  deadline: RemindedDeadline,
  { policies, calendars, lastRunAt }: PlanningRules,
): Plan {
  const policy = fittingPolicy(policies, deadline);
  const quietUntil = new Date(Date.parse(now) + QUIET_DAYS * 86_400_000).toISOString();
  const nothing = { deadline, agenda: { due: [], passedOver: 0, leftToOthers: false }, nextAt: quietUntil };
  if (policy === undefined) return nothing;
  try {
    const { workingTime } = calendars.ofUnit(deadline.unitCode);
    const planned = plannedSteps(policy.steps, deadline, { workingTime, zone });
    const agenda = agendaOf(planned, deadline, { now, lastRunAt, policySince: policy.changedAt });
    const lookAgainAt = agenda.leftToOthers ? workingTime.add(now, 'P1D') : quietUntil;
    const { nextAt = lookAgainAt } = agenda;
    return { deadline, policy, agenda, nextAt: nextAt < lookAgainAt ? nextAt : lookAgainAt };
  } catch (error) {
    // A date that no calendar reaches, such as a year that somebody mistyped, must not stop the reminders of the others.
    log.warn({ code: 'reminders.not-countable', kind: deadline.kind, id: deadline.id, error: (error as Error).message });
    return nothing;
  }
}

async function writeReminders(context: CommandContext, plans: readonly Plan[]): Promise<void> {
  const rows = plans.flatMap(({ deadline, policy, agenda: { due, passedOver } }) => {
    if (policy === undefined) return [];
    const { kind, id: deadlineId, instanceId, dueAt } = deadline;
    const { id: policyId, name: policyName, digest } = policy;
    const common = { kind, deadlineId, instanceId, dueAt, policyId, policyName, digest, passedOver };
    return due.map(({ at: step, to: addressee, escalate, plannedAt }) => ({ ...common, id: newId(), step, addressee, escalate, plannedAt }));
  });
  if (rows.length > 0) await context.tx.execute(WRITE_REMINDERS, [JSON.stringify(rows), context.now]);
}

function planRow({ deadline: { kind, id, instanceId, dueAt }, nextAt }: Plan) {
  return { kind, id, instanceId, dueAt, nextAt };
}

const STILL_OPEN = `(
  exists (select from user_task t where p.kind = 'task' and t.id = p.deadline_id and t.status = 'open' and t.due_at is not null)
  or exists (select from deadline d where p.kind = 'case' and d.id = p.deadline_id and d.status = 'open'))`;

const FORGET_CLOSED = `
  delete from reminder_plan p where (kind, deadline_id) in (
    select p.kind, p.deadline_id from reminder_plan p where p.next_at <= $1 and not ${STILL_OPEN} limit ${PLANNING_BATCH})`;

const PLANNING_STATE = `
  select last_value as revision, coalesce((select array_agg(unit_code) from calendar_of_unit), '{}') as units,
         (select ended_at from reminder_run) as "lastRunAt"
  from reminder_policy_revision`;

/** All that there was to plan has been planned. */
const WRITE_RUN = `
  insert into reminder_run (ended_at) values ($1) on conflict (single) do update set ended_at = excluded.ended_at`;

/**
 * The tables themselves and not the view: of the view, status and due date would not find their indexes. What has yet to
 * follow a calendar waits for it: no reminder goes out by the old date.
 */
const WANTED = `(
  select open.kind, open.id
  from (select 'task' as kind, id, instance_id, due_at, calendar_publication, null::timestamptz as paused_until
        from user_task where status = 'open' and due_at <= $1
        union all
        select 'case', id, instance_id, due_at, calendar_publication, paused_until
        from deadline where status = 'open' and due_at <= $1) as open
  left join reminder_plan p on p.kind = open.kind and p.deadline_id = open.id
  where (p.deadline_id is null or p.next_at <= $2 or p.due_at <> date_trunc('milliseconds', open.due_at)
         or p.publication <> $3 or p.revision <> $4)
    and coalesce(open.calendar_publication >= (select max(publication) from calendar_move where finished_at is null), true)
    and not ${standsStill('open', '$2')}
  order by open.due_at limit ${PLANNING_BATCH}) as wanted`;

const WRITE_REMINDERS = `
  insert into reminder (id, kind, deadline_id, instance_id, due_at, policy_id, policy_name, step, addressee, escalate, digest,
                        planned_at, passed_over, status, try_at, made_at)
  select id, kind, "deadlineId", "instanceId", "dueAt", "policyId", "policyName", step, addressee, escalate, digest,
         "plannedAt", "passedOver", 'planned', $2, $2
  from jsonb_to_recordset($1) as made (
    id uuid, kind text, "deadlineId" uuid, "instanceId" uuid, "dueAt" timestamptz, "policyId" uuid, "policyName" text,
    step text, addressee text, escalate boolean, digest boolean, "plannedAt" timestamptz, "passedOver" integer)
  on conflict (kind, deadline_id, due_at, step, addressee) do nothing`;

const WRITE_PLANS = `
  insert into reminder_plan (kind, deadline_id, instance_id, due_at, publication, revision, next_at)
  select kind, id, "instanceId", "dueAt", $2, $3, "nextAt"
  from jsonb_to_recordset($1) as plan (kind text, id uuid, "instanceId" uuid, "dueAt" timestamptz, "nextAt" timestamptz)
  on conflict (kind, deadline_id) do update set
    due_at = excluded.due_at, publication = excluded.publication, revision = excluded.revision, next_at = excluded.next_at`;
