import { dateInZone } from '#foundation';
import { PermanentFailure } from '#runtime';
import type { AccountSystems } from './account-systems.js';

export interface MailboxPeople {
  readonly managers: readonly string[];
  readonly delegates: readonly string[];
}

/** The heads of the unit, and whoever else may use its mailbox today: only while it is open. @throws PermanentFailure */
export async function peopleOf({ tools }: AccountSystems, address: string, now: string): Promise<MailboxPeople> {
  const [people] = await tools.database.query<MailboxPeople>(
    `select heads.managers,
            array(select u.login from mailbox_use u
                  where status = 'active' and u.mailbox_id = mailbox.id and $2::date >= u.valid_from and (u.valid_to is null or $2::date <= u.valid_to)
                    and (u.ended_on is null or $2::date < u.ended_on) and u.login <> all(heads.managers) order by 1) as delegates
     from mailbox_address join mailbox on mailbox.id = mailbox_id
       cross join lateral (select array(select head from heads_of_unit(unit_code, $2::date) as head order by head) as managers) as heads
     where address = $1 and until is null and kind = 'unit'`,
    [address, dateInZone(now, tools.zone)],
  );
  if (people === undefined) throw new PermanentFailure(`The directory has no mailbox ${address} of a unit: enter it there, then try again.`);
  if (people.managers.length === 0) throw new PermanentFailure(`The unit of ${address} has no head: appoint one, then try again.`);
  return people;
}
