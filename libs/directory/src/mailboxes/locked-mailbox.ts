import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { ADDRESS } from './address-of.js';
import { MailboxForbiddenError, MailboxNotFoundError, MailboxStatusError } from './errors.js';
import type { MailboxStatus } from './mailbox-status.js';

export interface LockedMailbox {
  readonly id: string;
  readonly address: string;
  readonly login: string | null;
  readonly unit: string | null;
  readonly status: MailboxStatus;
  readonly managedBy: string | null;
  /** Who heads the unit today; empty for a mailbox of a person. */
  readonly heads: readonly string[];
}

/** @throws MailboxNotFoundError */
export async function lockMailbox({ tx, now, zone }: CommandContext, id: string): Promise<LockedMailbox> {
  const [mailbox] = await tx.query<LockedMailbox>(
    `select id, ${ADDRESS} as address, login, unit_code as unit, status, managed_by as "managedBy",
            array(select heads_of_unit(unit_code, $2)) as heads
     from mailbox where id = $1 for no key update`,
    [id, dateInZone(now, zone)],
  );
  if (mailbox === undefined) throw new MailboxNotFoundError(id);
  return mailbox;
}

/** @throws MailboxStatusError */
export function refuseRemoved({ id, status }: LockedMailbox, wanted: string): void {
  if (status === 'removed') throw new MailboxStatusError(id, status, wanted);
}

/**
 * Who uses a mailbox is said by whom it belongs to, and by those who keep all of them.
 * @param groups of the caller today
 * @throws MailboxForbiddenError
 */
export function refuseOthersThanHead({ caller }: CommandContext, { unit, heads }: LockedMailbox, groups: readonly string[]): void {
  if (heads.includes(caller.actor) || groups.includes('chief-of-office') || groups.includes('admin')) return;
  throw new MailboxForbiddenError(caller.actor, unit ?? '');
}
