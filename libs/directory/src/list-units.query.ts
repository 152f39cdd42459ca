import type { Database } from '#database';
import type { UnitKind } from './unit-kind.js';

export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  /** Its last day, `YYYY-MM-DD`; null: no end is known. */
  readonly validTo: string | null;
  /** Code of the unit that has its work after that; null: it leaves none. */
  readonly successor: string | null;
}

/** All units, also those that have ended, in the office's order. Not paged: an agency has a few dozen at most and people see them as one tree. */
export async function listUnits(database: Database): Promise<UnitRow[]> {
  return database.query<UnitRow>(
    `select code, name, kind, parent_code as "parentCode", valid_to as "validTo", successor_code as successor
     from unit order by sort, code`,
  );
}
