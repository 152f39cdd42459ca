import type { Database } from '#database';
import type { PostRole } from './post-role.js';

export interface UnitMember {
  readonly postId: string;
  readonly login: string;
  readonly fullName: string;
  readonly role: PostRole;
  readonly title: string;
  readonly from: string;
  readonly to: string | null;
}

/**
 * The posts of a unit that are held on a day `YYYY-MM-DD`, by name. Who holds two posts there appears twice; an unknown
 * unit has no members.
 */
export async function membersOfUnit(database: Database, unitCode: string, onDate: string): Promise<UnitMember[]> {
  return database.query<UnitMember>(
    `select post.id as "postId", login, full_name as "fullName", role, title, valid_from as "from", valid_to as "to"
     from post join person using (login)
     where unit_code = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)
     order by sort_name, login, valid_from, post.id`,
    [unitCode, onDate],
  );
}
