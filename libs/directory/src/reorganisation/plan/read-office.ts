import type { Transaction } from '#database';
import type { PostRole } from '../../post-role.js';
import type { UnitKind } from '../../unit-kind.js';
import { ADDRESS } from '../../mailboxes/address-of.js';
import type { MailboxStatus } from '../../mailboxes/mailbox-status.js';

export interface OfficeUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface OfficePost {
  readonly postId: string;
  readonly login: string;
  readonly unit: string;
  readonly role: PostRole;
  readonly title: string;
  readonly from: string;
  readonly to: string | null;
}

export interface OfficeMailbox {
  readonly id: string;
  readonly unit: string;
  readonly address: string;
  readonly status: MailboxStatus;
  /** Its unit has a head to whom it has not been handed over. */
  readonly handoverDue: boolean;
}

/** The office as it would be on the effective day if nothing were planned. */
export interface Office {
  readonly day: string;
  /** The day before it. */
  readonly lastDay: string;
  readonly units: readonly OfficeUnit[];
  /** All posts that are held on the day or begin later. */
  readonly posts: readonly OfficePost[];
  /** Of units, without those removed. */
  readonly mailboxes: readonly OfficeMailbox[];
  readonly logins: ReadonlySet<string>;
}

/** @param today handovers are due by the heads of today */
export async function readOffice(tx: Pick<Transaction, 'query'>, day: string, today: string): Promise<Office> {
  const units = await tx.query<OfficeUnit>(
    `select unit.code, of_day.name, unit.kind, of_day.parent_code as "parentCode", unit.valid_from as "validFrom", unit.valid_to as "validTo"
     from unit join unit_as_of($1) as of_day using (code) order by sort, code`,
    [day],
  );
  const posts = await tx.query<OfficePost>(
    `select id as "postId", login, unit_code as unit, role, title, valid_from as "from", valid_to as "to" from post
     where valid_to is null or valid_to >= $1 order by unit_code, array_position('{leader,head,deputy-head}', role), login, id`,
    [day],
  );
  const mailboxes = await tx.query<OfficeMailbox>(
    `select id, unit_code as unit, ${ADDRESS} as address, status,
       status = 'active' and exists (select from heads_of_unit(unit_code, $1))
         and not coalesce(managed_by in (select heads_of_unit(unit_code, $1)), false) as "handoverDue"
     from mailbox where kind = 'unit' and status <> 'removed' order by unit_code, address`,
    [today],
  );
  const people = await tx.query<{ login: string }>('select login from person');
  const [{ lastDay }] = (await tx.query<{ lastDay: string }>('select $1::date - 1 as "lastDay"', [day])) as [{ lastDay: string }];
  return { day, lastDay, units, posts, mailboxes, logins: new Set(people.map(({ login }) => login)) };
}
