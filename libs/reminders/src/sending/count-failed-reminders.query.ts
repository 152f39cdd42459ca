import type { Database } from '#database';
import { entryOf, stillWanted } from '../planning/deadline-entry.js';
import { GIVEN_UP_RECIPIENT } from './given-up.js';

/**
 * How many reminders are given up, as a whole or for a person, and still would have to be sent: what is closed or has moved
 * in the meantime needs nobody. By the index of what has failed.
 */
export async function countFailedReminders(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `with failed as (
       select id from reminder where failure is not null and status = 'failed'
       union
       select reminder_id from reminder_recipient where ${GIVEN_UP_RECIPIENT})
     select count(*) from failed join reminder r using (id)
     join ${entryOf('r.kind', 'r.deadline_id')} e on true
     where ${stillWanted('r', 'e', 'business_now()')}`,
  );
  return row!.count;
}
