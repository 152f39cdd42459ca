import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { ADDRESS } from './address-of.js';
import { MailboxNotFoundError } from './errors.js';
import type { MailboxStatus } from './mailbox-status.js';

export interface MailboxRow {
  readonly id: string;
  readonly address: string;
  readonly kind: 'personal' | 'unit';
  readonly login: string | null;
  /** Code of the unit whose mailbox it is. */
  readonly unit: string | null;
  /** Of the person or the unit. */
  readonly owner: string;
  readonly purpose: string | null;
  readonly status: MailboxStatus;
  /** Who answers for it on the day asked for: the person, the heads of the unit or of its heir; empty where nobody does. */
  readonly managers: readonly string[];
  /** Who may use it besides, that day. */
  readonly users: readonly string[];
  /** A unit's: whether none of those who head it that day has taken it over. */
  readonly handoverDue: boolean;
  readonly createdAt: string;
  /** ISO 8601 UTC; null: never, or the mail system does not tell. */
  readonly lastUsedAt: string | null;
}

export interface MailboxFilter extends PageRequest {
  readonly onDate: string;
  readonly kind?: 'personal' | 'unit';
  readonly status?: MailboxStatus;
  readonly unit?: string;
  /** Part of the address or of the owner's name; case and diacritics do not matter. */
  readonly search?: string;
  readonly handoverDue?: boolean;
  /** Only those that were not used since this day, `YYYY-MM-DD`, and made before it. */
  readonly unusedSince?: string;
}

const cursorSchema = z.tuple([z.string(), z.uuid()]);

/** All mailboxes on day $1, one row each. */
const MAILBOXES = `
  select mailbox.id, ${ADDRESS} as address, mailbox.kind, mailbox.login, unit_code as unit, coalesce(person.full_name, unit.name) as owner,
         purpose, status, managed.heads as managers,
         array(select u.login from mailbox_use u where u.mailbox_id = mailbox.id and $1::date >= u.valid_from
                 and (u.valid_to is null or $1::date <= u.valid_to) and (u.ended_on is null or $1::date < u.ended_on) order by u.login) as users,
         mailbox.kind = 'unit' and status in ('active', 'suspended') and managed.heads <> '{}'
           and not coalesce(managed_by = any(managed.heads), false) as "handoverDue",
         created_at as "createdAt", last_used_at as "lastUsedAt"
  from mailbox left join person on person.login = mailbox.login left join unit on unit.code = unit_code
    cross join lateral (select case mailbox.kind when 'personal' then array[mailbox.login]
      else array(select head from heads_of_unit(unit_code, $1) as head order by head) end as heads) as managed`;

/** By address. @throws BadCursorError */
export async function listMailboxes(database: Database, filter: MailboxFilter): Promise<Page<MailboxRow>> {
  const [afterAddress, afterId] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const { kind = null, status = null, unit = null, search = '', handoverDue = null, unusedSince = null } = filter;
  const rows = await database.query<MailboxRow>(
    `select * from (${MAILBOXES}) as box
     where ($2::text is null or kind = $2) and ($3::text is null or status = $3) and ($4::text is null or unit = $4)
       and (position(lower($5) in address) > 0 or position(without_diacritics($5) in without_diacritics(owner)) > 0)
       and ($6::boolean is null or "handoverDue" = $6)
       and ($7::date is null or coalesce("lastUsedAt", "createdAt") < $7::date)
       and ($8::text is null or (address, id) > ($8, $9::uuid))
     order by address, id limit $10`,
    [filter.onDate, kind, status, unit, search.trim(), handoverDue, unusedSince, afterAddress, afterId, filter.limit + 1],
  );
  return toPage(rows, filter.limit, ({ address, id }) => [address, id]);
}

export interface MailboxDetails extends MailboxRow {
  /** All it ever had, the present one first. */
  readonly addresses: readonly { readonly address: string; readonly since: string; readonly until: string | null }[];
  readonly uses: readonly { readonly useId: string; readonly login: string; readonly from: string; readonly to: string | null; readonly endedOn: string | null }[];
  readonly handovers: readonly { readonly from: string | null; readonly to: string; readonly on: string; readonly note: string | null }[];
}

/** One mailbox with all that was of it. @throws MailboxNotFoundError */
export async function getMailbox(database: Database, id: string, onDate: string): Promise<MailboxDetails> {
  const [[mailbox], addresses, uses, handovers] = await Promise.all([
    database.query<MailboxRow>(`select * from (${MAILBOXES}) as box where id = $2`, [onDate, id]),
    database.query<MailboxDetails['addresses'][number]>(
      'select address, since, until from mailbox_address where mailbox_id = $1 order by until desc nulls first, since desc',
      [id],
    ),
    database.query<MailboxDetails['uses'][number]>(
      `select id as "useId", login, valid_from as "from", valid_to as "to", ended_on as "endedOn" from mailbox_use
       where mailbox_id = $1 order by valid_from desc, id desc`,
      [id],
    ),
    database.query<MailboxDetails['handovers'][number]>(
      `select from_login as "from", to_login as "to", handed_on as "on", note from mailbox_handover
       where mailbox_id = $1 order by handed_on desc, id desc`,
      [id],
    ),
  ]);
  if (mailbox === undefined) throw new MailboxNotFoundError(id);
  return { ...mailbox, addresses, uses, handovers };
}
