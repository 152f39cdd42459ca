import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Contact } from './contact.js';
import type { PostRole } from './post-role.js';

export interface PersonRow extends Contact {
  readonly login: string;
  readonly fullName: string;
  readonly email: string | null;
  /** Held on the day asked for. */
  readonly posts: readonly {
    readonly postId: string;
    readonly unit: string;
    readonly unitName: string;
    readonly role: PostRole;
    readonly title: string;
  }[];
}

export interface ListPeopleFilter {
  /** Day `YYYY-MM-DD` whose posts are shown. */
  readonly onDate: string;
  /** Part of the name or the login; case and diacritics do not matter. */
  readonly search?: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** Sort key of a row: given name first, login. */
const cursorSchema = z.tuple([z.string(), z.string()]);

/** The directory of people, by given name as Vietnamese lists are. @throws BadCursorError */
export async function listPeople(database: Database, filter: ListPeopleFilter): Promise<Page<PersonRow>> {
  const [afterName, afterLogin] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const rows = await database.query<PersonRow & { sortName: string }>(
    `select login, full_name as "fullName", email, phone, room, sort_name as "sortName", coalesce(held.posts, '[]') as posts
     from person
     left join lateral (
       select jsonb_agg(jsonb_build_object('postId', post.id, 'unit', unit.code, 'unitName', unit.name,
                                           'role', post.role, 'title', post.title)
                        order by unit.sort, unit.code, post.valid_from, post.id) as posts
       from post join unit on unit.code = post.unit_code
       where post.login = person.login and held_on(post, $1)
     ) as held on true
     where (position(without_diacritics($2) in without_diacritics(full_name)) > 0
            or position(lower($2) in login) > 0)
       and ($3::text is null or (sort_name, login) > ($3, $4))
     order by sort_name, login limit $5`,
    [filter.onDate, filter.search?.trim() ?? '', afterName, afterLogin, filter.limit + 1],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortName, login }) => [sortName, login]);
  return { items: items.map(({ sortName: _, ...person }) => person), next };
}
