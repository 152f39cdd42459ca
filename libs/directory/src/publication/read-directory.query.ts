import type { Database } from '#database';
import type { Contact } from '../contact.js';

/** A unit as a directory (danh bạ) shows it, with whom it shows of it. */
export interface DirectoryUnit extends Contact {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  /** Addresses that are in use. */
  readonly mailboxes: readonly string[];
  /** Heads first. */
  readonly people: readonly DirectoryPerson[];
}

export interface DirectoryPerson extends Contact {
  readonly login: string;
  readonly fullName: string;
  /** Of all his posts in the unit. */
  readonly title: string;
  readonly heads: boolean;
  /** That of his mailbox; without one the address the office knows. */
  readonly email: string | null;
}

/**
 * The directory of the office on a day `YYYY-MM-DD`: the units that are there, in its order, and who works in them. One query:
 * an agency has some hundreds of people.
 */
export function readDirectory(database: Database, on: string): Promise<DirectoryUnit[]> {
  return database.query<DirectoryUnit>(
    `select unit.code, "then".name, unit.kind, unit.phone, unit.room,
            array(select address from mailbox join mailbox_address on mailbox_id = mailbox.id and until is null
                  where mailbox.unit_code = unit.code and status = 'active' order by mailbox.created_at, address) as mailboxes,
            coalesce((
              select jsonb_agg(to_jsonb(shown) - 'sort_name' order by heads desc, sort_name, login)
              from (select person.login, full_name as "fullName", string_agg(distinct title, ', ') as title, bool_or(post.role = head.role) as heads,
                           person.phone, person.room, sort_name,
                           coalesce((select address from mailbox join mailbox_address on mailbox_id = mailbox.id and until is null
                                     where mailbox.login = person.login and status = 'active'), person.email) as email
                    from post join person using (login)
                      cross join (select case unit.kind when 'leadership' then 'leader' else 'head' end as role) as head
                    where post.unit_code = unit.code and held_on(post, $1)
                    group by person.login, full_name, person.phone, person.room, sort_name, person.email) as shown), '[]') as people
     from unit join unit_as_of($1) as "then" on "then".code = unit.code
     where lives_on(unit, $1) order by unit.sort, unit.code`,
    [on],
  );
}

/** What anybody may know of a unit: who heads it and how it is reached. */
export interface PublicUnit {
  readonly code: string;
  readonly name: string;
  readonly phone: string | null;
  readonly mailboxes: readonly string[];
  readonly heads: readonly { readonly fullName: string; readonly title: string }[];
}

/** The part of the directory that is published (002 §6, 003 §5): of people the heads alone, by name and title. */
export function publicPart(units: readonly DirectoryUnit[]): PublicUnit[] {
  return units.map(({ code, name, phone, mailboxes, people }) => ({
    code,
    name,
    phone,
    mailboxes,
    heads: people.filter(({ heads }) => heads).map(({ fullName, title }) => ({ fullName, title })),
  }));
}
