import type { CalendarBook } from '#calendar';
import { isOutage, isRetryable } from '#database';
import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { NAMING_COLUMNS, NAMING_JOINS } from '../named-deadline.js';
import { entryOf, isSuspended, stillWanted, unitOf } from '../planning/deadline-entry.js';
import { noticesFor, type OwedReminder } from './notices.js';
import { MAX_ATTEMPTS, RETRY_AFTER, type TellPerson } from './reminder-tools.js';

/** People told in one transaction. */
export const TELLING_BATCH = 100;

export interface TellPeopleInput {
  readonly calendars: CalendarBook;
  readonly tellPerson: TellPerson;
}

interface OwedToPerson extends OwedReminder {
  readonly login: string;
  /** False: closed, paused or moved in the meantime. */
  readonly wanted: boolean;
}

interface Told {
  readonly login: string;
  readonly reminderIds: readonly string[];
  readonly failure?: string;
}

/**
 * Tells people what has been addressed to them, each all of it at once. Somebody who cannot be told is recorded and tried
 * again, and keeps nobody else from being told. Gives how many people it looked at.
 */
export const tellPeople: Command<TellPeopleInput, number> = {
  name: 'reminders.tell-people',

  async run(context, { calendars, tellPerson }) {
    const owed = await context.tx.query<OwedToPerson>(OWED, [context.now, dateInZone(context.now, context.zone)]);
    const people = new Set(owed.map(({ login }) => login));
    const told: Told[] = [];
    for (const login of people) {
      const wanted = owed.filter((each) => each.wanted && each.login === login);
      const failure = await tellOne(context, login, wanted, { calendars, tellPerson });
      told.push({ login, reminderIds: wanted.map(({ reminderId }) => reminderId), failure });
    }
    await context.tx.execute(SETTLE, [
      JSON.stringify(told.flatMap(({ reminderIds, ...each }) => reminderIds.map((id) => ({ ...each, id })))),
      JSON.stringify(owed.filter((each) => !each.wanted).map(({ login, reminderId: id }) => ({ login, id }))),
      context.now,
      calendars.workingTime().add(context.now, RETRY_AFTER),
    ]);
    // The notices stand in the audit trail under the command that writes them.
    context.nothingChanged();
    return people.size;
  },
};

/** Gives why it failed. */
async function tellOne(
  context: CommandContext,
  login: string,
  owed: readonly OwedReminder[],
  { calendars, tellPerson }: TellPeopleInput,
): Promise<string | undefined> {
  try {
    await context.withSavepoint(async () => {
      for (const notice of noticesFor(owed, { calendars, now: context.now, zone: context.zone })) {
        await tellPerson(context, login, notice);
      }
    });
    return undefined;
  } catch (error) {
    if (isOutage(error) || isRetryable(error)) throw error;
    const { message } = error as Error;
    context.log.warn({ code: 'reminders.not-told', login, reminders: owed.length, error: message });
    return message;
  }
}

/** Reminders still to be addressed keep people waiting for all of theirs, so that they come as one notice. */
const OWED = `
  with next as (
    select r.login from reminder_recipient r join reminder on reminder.id = r.reminder_id
    where r.try_at <= $1 and not ${isSuspended('reminder.instance_id')}
      and not exists (select from reminder where status = 'planned' and try_at <= $1 and not ${isSuspended('instance_id')})
    group by r.login order by min(r.try_at) limit ${TELLING_BATCH}),
  owed as (
    select r.reminder_id, r.login from next
    join reminder_recipient r using (login) join reminder on reminder.id = r.reminder_id
    where r.try_at <= $1 and not ${isSuspended('reminder.instance_id')} for update of r skip locked)
  select o.login, r.id as "reminderId", ${NAMING_COLUMNS}, r.due_at as "dueAt", ${unitOf('e', '$2')} as "unitCode",
         r.instance_id as "instanceId", case when r.kind = 'task' then r.deadline_id end as "taskId", r.escalate, r.digest,
         r.passed_over as "passedOver", ${stillWanted('r', 'e', '$1')} as wanted
  from owed o join reminder r on r.id = o.reminder_id
  left join ${entryOf('r.kind', 'r.deadline_id')} e on true
  ${NAMING_JOINS}
  order by o.login`;

const SETTLE = `
  with told as (select * from jsonb_to_recordset($1) as t (login text, id uuid, failure text)),
  unwanted as (
    update reminder_recipient r set try_at = null
    from jsonb_to_recordset($2) as u (login text, id uuid) where r.reminder_id = u.id and r.login = u.login)
  update reminder_recipient r set
    attempts = r.attempts + 1, failure = t.failure,
    told_at = case when t.failure is null then $3::timestamptz end,
    try_at = case when t.failure is not null and r.attempts + 1 < ${MAX_ATTEMPTS} then $4::timestamptz end
  from told t where r.reminder_id = t.id and r.login = t.login`;
