import type { Database } from '#database';
import type { UnitKind } from './unit-kind.js';

export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
}

/** All units, in the office's order. Not paged: an agency has a few dozen at most and people see them as one tree. */
export async function listUnits(database: Database): Promise<UnitRow[]> {
  return database.query<UnitRow>(
    'select code, name, kind, parent_code as "parentCode" from unit order by sort, code',
  );
}
