import type { Database } from '#database';
import type { PostRole } from '../post-role.js';
import { UnitNotFoundError } from '../errors.js';
import { listUnits, type UnitRow } from '../list-units.query.js';

export interface UnitDetails extends UnitRow {
  /** Who holds which post in it on the day asked for, heads first. */
  readonly people: readonly { readonly postId: string; readonly login: string; readonly fullName: string; readonly role: PostRole; readonly title: string }[];
  /** Its names and places from first to last, also those to come. */
  readonly history: readonly { readonly from: string | null; readonly name: string; readonly parentCode: string | null; readonly basis: string | null }[];
}

/** One unit, with its people on a day `YYYY-MM-DD`. @throws UnitNotFoundError */
export async function getUnit(database: Database, code: string, on: string): Promise<UnitDetails> {
  const unit = (await listUnits(database)).find((each) => each.code === code);
  if (unit === undefined) throw new UnitNotFoundError(code);
  const [people, history] = await Promise.all([
    database.query<UnitDetails['people'][number]>(
      `select post.id as "postId", login, full_name as "fullName", role, title from post join person using (login)
       where unit_code = $1 and held_on(post, $2)
       order by array_position('{leader,head,deputy-head}', role), sort_name, login, post.id`,
      [code, on],
    ),
    database.query<UnitDetails['history'][number]>(
      `select valid_from as "from", name, parent_code as "parentCode", basis from unit_version
       where unit_code = $1 order by valid_from nulls first`,
      [code],
    ),
  ]);
  const { validFrom: from, name, parentCode } = unit;
  return { ...unit, people, history: history.length > 0 ? history : [{ from, name, parentCode, basis: null }] };
}
