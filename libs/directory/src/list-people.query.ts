import type { Database } from '#database';
import { z } from 'zod';
import { BadCursorError } from './errors.js';
import type { PostRole } from './post-role.js';

export interface PersonRow {
  readonly login: string;
  readonly fullName: string;
  readonly email: string | null;
  /** Held on the day asked for. */
  readonly posts: readonly {
    readonly postId: string;
    readonly unitCode: string;
    readonly unitName: string;
    readonly role: PostRole;
    readonly title: string;
  }[];
}

export interface PeoplePage {
  readonly items: PersonRow[];
  /** Opaque; give it as `after` for the next page. Null on the last one. */
  readonly next: string | null;
}

export interface ListPeopleFilter {
  /** Day `YYYY-MM-DD` whose posts are shown. */
  readonly onDate: string;
  /** Part of the name or the login; case and diacritics do not matter. */
  readonly search?: string;
  readonly limit: number;
  readonly after?: string;
}

/** Sort key of a row: given name first, login. */
const cursorSchema = z.tuple([z.string(), z.string()]);

/** The directory of people, by given name as Vietnamese lists are. @throws BadCursorError */
export async function listPeople(database: Database, filter: ListPeopleFilter): Promise<PeoplePage> {
  const [afterName, afterLogin] = filter.after === undefined ? [null, null] : decodeCursor(filter.after);
  const rows = await database.query<PersonRow & { sortName: string }>(
    `select login, full_name as "fullName", email, sort_name as "sortName", coalesce(held.posts, '[]') as posts
     from person
     left join lateral (
       select jsonb_agg(jsonb_build_object('postId', post.id, 'unitCode', unit.code, 'unitName', unit.name,
                                           'role', post.role, 'title', post.title)
                        order by unit.sort, unit.code, post.valid_from, post.id) as posts
       from post join unit on unit.code = post.unit_code
       where post.login = person.login
         and post.valid_from <= $1 and (post.valid_to is null or post.valid_to >= $1)
     ) as held on true
     where ($2::text is null or position(without_diacritics($2) in without_diacritics(full_name)) > 0
            or position(lower($2) in login) > 0)
       and ($3::text is null or (sort_name, login) > ($3, $4))
     order by sort_name, login limit $5`,
    [filter.onDate, filter.search?.trim() ?? null, afterName, afterLogin, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ login, fullName, email, posts }) => ({ login, fullName, email, posts })),
    next: last === undefined ? null : encodeCursor([last.sortName, last.login]),
  };
}

function encodeCursor(key: z.infer<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decodeCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new BadCursorError(cause);
  }
}
