import type { Database } from '#database';
import type { Contact } from './contact.js';
import type { UnitKind } from './unit-kind.js';

export interface UnitRow extends Contact {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  /** Its first day, `YYYY-MM-DD`; null: it was there before the directory was kept. */
  readonly validFrom: string | null;
  /** Its last day, `YYYY-MM-DD`; null: no end is known. */
  readonly validTo: string | null;
  /** Code of the unit that has its work after that; null: it leaves none. */
  readonly successor: string | null;
}

export interface ListUnitsFilter {
  /** Only those that are there on this day, `YYYY-MM-DD`, under the names of that day. Absent: all, under those of today. */
  readonly on?: string;
  /** Day on which nobody heads them; of the leadership nobody leads. */
  readonly withoutHeadOn?: string;
}

const COLUMNS = `kind, unit.valid_from as "validFrom", unit.valid_to as "validTo", successor_code as successor, phone, room`;

/** Whether somebody heads a unit on a day; the leaders head the leadership. */
export const isHeaded = (unit: string, day: string): string => `exists (
  select from post where post.unit_code = ${unit}.code and held_on(post, ${day})
    and post.role = case ${unit}.kind when 'leadership' then 'leader' else 'head' end)`;

/** Units in the office's order. Not paged: an agency has a few dozen at most and people see them as one tree. */
export async function listUnits(database: Database, { on, withoutHeadOn }: ListUnitsFilter = {}): Promise<UnitRow[]> {
  const [names, parameter] =
    on === undefined ? ['unit.name, unit.parent_code as "parentCode"', null] : ['"then".name, "then".parent_code as "parentCode"', on];
  return database.query<UnitRow>(
    `select unit.code, ${names}, ${COLUMNS}
     from unit ${on === undefined ? '' : 'join unit_as_of($1) as "then" on "then".code = unit.code'}
     where ($1::date is null or lives_on(unit, $1)) and ($2::date is null or not ${isHeaded('unit', '$2::date')})
     order by sort, unit.code`,
    [parameter, withoutHeadOn ?? null],
  );
}
