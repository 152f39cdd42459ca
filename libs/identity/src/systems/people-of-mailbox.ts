import { dateInZone } from '#foundation';
import { PermanentFailure } from '#runtime';
import type { AccountSystems } from './account-systems.js';

export interface MailboxPeople {
  readonly managers: readonly string[];
  readonly delegates: readonly string[];
}

/**
 * The heads of the unit, of one without a head the chief of office, and whoever else may use its mailbox today: only while it is open.
 * Nobody whose access has ended. @throws PermanentFailure
 */
export async function peopleOf({ tools }: AccountSystems, address: string, now: string): Promise<MailboxPeople> {
  const [people] = await tools.database.query<MailboxPeople>(
    `with box as materialized (
       select box as mailbox, holders_of_mailboxes(box.unit_code, $2::date, $3) as managers
       from mailbox_address join mailbox box on box.id = mailbox_id where address = $1 and until is null and kind = 'unit')
     select managers, users_of_mailbox(mailbox, managers, $2::date, $3) as delegates from box`,
    [address, dateInZone(now, tools.zone), now],
  );
  if (people === undefined) throw new PermanentFailure(`The directory has no mailbox ${address} of a unit: enter it there, then try again.`);
  if (people.managers.length === 0) throw new PermanentFailure(`The unit of ${address} has no head: appoint one, then try again.`);
  return people;
}
