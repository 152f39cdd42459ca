import type { CalendarBook, WorkingTime } from '#calendar';
import { isOutage, isRetryable } from '#database';
import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { entryOf, isSuspended, stillWanted, unitOf } from '../planning/deadline-entry.js';
import { type AddressedReminder, type HeldTask, RecipientFinder, type Recipients } from './recipients.js';
import { type EscalateTasks, GATHER_SECONDS, MAX_ATTEMPTS, type MembersOf, RETRY_AFTER } from './reminder-tools.js';

/** Reminders in one transaction: each may change tasks, which stay locked till the end. */
export const ADDRESSING_BATCH = 200;

export interface AddressRemindersInput {
  readonly calendars: CalendarBook;
  readonly membersOf: MembersOf;
  readonly escalateTasks: EscalateTasks;
}

interface PlannedReminder extends AddressedReminder {
  readonly id: string;
  readonly escalate: boolean;
  readonly attempts: number;
  /** False: closed, paused or moved since it was planned. */
  readonly wanted: boolean;
}

/** What becomes of a reminder. */
interface Outcome {
  readonly id: string;
  readonly status: 'addressed' | 'dropped' | 'failed' | 'planned';
  readonly recipients?: Recipients;
  readonly failure?: string;
}

/**
 * Finds out who gets the reminders that are planned, and lets tasks climb where the policy says so: the group they climb
 * to sees them from then on, whose they are does not change. One that fails is recorded and tried again, and keeps none
 * of the others. Gives how many it looked at.
 */
export const addressReminders: Command<AddressRemindersInput, number> = {
  name: 'reminders.address-reminders',

  async run(context, { calendars, membersOf, escalateTasks }) {
    const today = dateInZone(context.now, context.zone);
    const reminders = await context.tx.query<PlannedReminder>(PLANNED, [context.now, today]);
    if (reminders.length === 0) {
      context.nothingChanged();
      return 0;
    }
    const finder = new RecipientFinder(context, membersOf);
    const outcomes: Outcome[] = [];
    let climbed = 0;
    for (const reminder of reminders) {
      try {
        if (!reminder.wanted) outcomes.push({ id: reminder.id, status: 'dropped' });
        else {
          const recipients = await context.withSavepoint(async () => {
            const found = await finder.find(reminder);
            if (reminder.escalate) {
              const ids = tasksBelow(found.groups[0]!, reminder.tasks);
              climbed += (await escalateTasks(context, ids, found.groups[0]!)).length;
            }
            return found;
          });
          outcomes.push({ id: reminder.id, status: 'addressed', recipients });
        }
      } catch (error) {
        if (isOutage(error) || isRetryable(error)) throw error;
        outcomes.push(failed(context, reminder, error as Error));
      }
    }
    const rows = outcomes.map(({ recipients, ...outcome }) => ({ ...outcome, ...recipients }));
    const workingTime = calendars.workingTime();
    const retryAt = workingTime.add(context.now, RETRY_AFTER);
    const gathering = gatheringSeconds(workingTime, context.now);
    await context.tx.execute(SETTLE, [JSON.stringify(rows), context.now, retryAt, gathering]);
    if (climbed === 0) context.nothingChanged();
    return reminders.length;
  },
};

/** How long after a notice the next is held back: not at all over the end of working hours, when people leave. */
function gatheringSeconds(workingTime: WorkingTime, now: string): number {
  const until = new Date(Date.parse(now) + GATHER_SECONDS * 1_000).toISOString();
  return workingTime.workingSecondsBetween(now, until) < GATHER_SECONDS ? 0 : GATHER_SECONDS;
}

/** Ids of those that are not offered to the group anyhow. */
function tasksBelow(group: string, tasks: readonly HeldTask[]): string[] {
  return tasks.filter(({ candidateGroups }) => !candidateGroups.includes(group)).map(({ id }) => id);
}

function failed(context: CommandContext, { id, attempts }: PlannedReminder, error: Error): Outcome {
  context.log.warn({ code: 'reminders.not-addressed', reminderId: id, attempt: attempts + 1, error: error.message });
  return { id, status: attempts + 1 < MAX_ATTEMPTS ? 'planned' : 'failed', failure: error.message };
}

const HELD_TASK = `jsonb_build_object('id', t.id, 'assignee', t.assignee, 'candidateGroups', t.candidate_groups,
  'people', (select coalesce(jsonb_agg(p.login), '[]')
             from unnest(case when t.assignee is null then t.candidate_users else array[t.assignee] end) as p (login)
             where exists (select from post where post.login = p.login and held_on(post, $2::date))))`;

const PLANNED = `
  with planned as (
    select id, kind, deadline_id, due_at, addressee, escalate, attempts from reminder
    where status = 'planned' and try_at <= $1 and not ${isSuspended('instance_id')}
    order by try_at limit ${ADDRESSING_BATCH} for update skip locked)
  select r.id, r.addressee, r.escalate, r.attempts,
         ${stillWanted('r', 'e', '$1')} as wanted, ${unitOf('e', '$2')} as "unitCode",
         coalesce(e.candidate_groups, '{}') as "candidateGroups",
         case when r.kind = 'task'
              then (select coalesce(jsonb_agg(${HELD_TASK}), '[]') from user_task t where t.id = r.deadline_id)
              else (select coalesce(jsonb_agg(${HELD_TASK} order by t.created_at, t.id), '[]')
                    from process_instance i join user_task t on t.instance_id = i.id and t.status = 'open'
                    where i.root_instance_id = e.root_instance_id) end as tasks
  from planned r left join ${entryOf('r.kind', 'r.deadline_id')} e on true
  order by r.id`;

/** Who has just been told something gets the next a while later, together with what comes until then. */
const SETTLE = `
  with outcome as (
    select * from jsonb_to_recordset($1) as o (id uuid, status text, logins text[], groups text[], failure text)),
  told as (
    insert into reminder_recipient (reminder_id, login, try_at)
    select distinct o.id, l.login, case when r.digest then greatest($2::timestamptz, (
             select max(told_at) from reminder_recipient last where last.login = l.login) + make_interval(secs => $4))
           else $2 end
    from outcome o join reminder r using (id), unnest(o.logins) as l (login)
    on conflict do nothing)
  update reminder r set
    status = o.status, failure = o.failure, groups = coalesce(o.groups, '{}'),
    attempts = attempts + case when o.status = 'dropped' then 0 else 1 end,
    try_at = case when o.status = 'planned' then $3::timestamptz end
  from outcome o where o.id = r.id`;
