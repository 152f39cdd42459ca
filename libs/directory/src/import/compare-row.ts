import type { CommandContext } from '#runtime';
import type { SheetName } from './office-columns.js';
import type { ImportFinding, SheetRow } from './office-sheets.js';

/** What the directory has under the name of a row: its other columns as the lists write them. */
type Recorded = Readonly<Record<string, string | null>>;

const QUERIES: Readonly<Record<SheetName, string>> = {
  units: `select valid_from::text as "from", sort::text as sort, phone, room from unit
          where code = $1 and name = $2 and kind = $3 and parent_code is not distinct from $4`,
  people: 'select email, phone, room from person where login = $1 and full_name = $2',
  posts: `select title, valid_to::text as "to", basis from post where login = $1 and unit_code = $2 and role = $3 and valid_from::text = $4`,
  mailboxes: `select purpose from mailbox join mailbox_address on mailbox_id = mailbox.id and until is null
              where coalesce(login, unit_code) = $1 and split_part(address, '@', 1) = lower(coalesce($2, $1)) and status <> 'removed'`,
};

const NAMED_BY: Readonly<Record<SheetName, readonly string[]>> = {
  units: ['code', 'name', 'kind', 'parent'],
  people: ['login', 'name'],
  posts: ['login', 'unit', 'role', 'from'],
  mailboxes: ['owner', 'name'],
};

/**
 * Compares a row with what the directory has of the same name. A cell that is empty says nothing, but for the last day of a
 * post: without one the post goes on, and whoever holds it keeps its rights.
 * @returns nothing where there is nothing of that name, so that the row is to be entered; else what differs
 */
export async function compareRow({ tx }: CommandContext, { sheet, line, fields }: SheetRow): Promise<ImportFinding[] | undefined> {
  const [recorded] = await tx.query<Recorded>(QUERIES[sheet], NAMED_BY[sheet].map((column) => fields[column] ?? null));
  if (recorded === undefined) return undefined;
  const differing = Object.entries(recorded).filter(([column, value]) => {
    const given = fields[column];
    if (given === undefined) return sheet === 'posts' && column === 'to' && value !== null;
    return column === 'sort' ? Number(given) !== Number(value) : given !== value;
  });
  const mend = 'An import only adds: change it in the directory by hand, or let the list say the same.';
  return differing.map(([column, value]) => ({ sheet, line, column, code: 'there-otherwise', what: `is ${value ?? 'empty'} in the directory`, mend }));
}
