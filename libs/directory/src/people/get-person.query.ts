import type { Database } from '#database';
import type { Contact } from '../contact.js';
import { PersonNotFoundError } from '../errors.js';
import type { PostRole } from '../post-role.js';

/** Whether a post has ended, is held or has not begun on a day. */
export const POST_STATES = ['past', 'present', 'future'] as const;

export interface PersonDetails extends Contact {
  readonly login: string;
  readonly fullName: string;
  readonly email: string | null;
  /** From the first to the last. */
  readonly posts: readonly {
    readonly postId: string;
    readonly unit: string;
    /** As the unit was named on the first day in the post. */
    readonly unitName: string;
    readonly role: PostRole;
    readonly title: string;
    readonly from: string;
    readonly to: string | null;
    readonly basis: string | null;
    readonly state: (typeof POST_STATES)[number];
  }[];
}

/** One person with all posts, as they stand on a day `YYYY-MM-DD`. @throws PersonNotFoundError */
export async function getPerson(database: Database, login: string, on: string): Promise<PersonDetails> {
  const [person] = await database.query<Omit<PersonDetails, 'posts'>>('select login, full_name as "fullName", email, phone, room from person where login = $1', [
    login,
  ]);
  if (person === undefined) throw new PersonNotFoundError(login);
  const posts = await database.query<PersonDetails['posts'][number]>(
    `select post.id as "postId", unit_code as unit,
            (select "then".name from unit_as_of(post.valid_from) as "then" where "then".code = unit_code) as "unitName",
            role, title, valid_from as "from", valid_to as "to", basis,
            case when valid_to < $2::date then 'past' when valid_from > $2::date then 'future' else 'present' end as state
     from post where login = $1 order by valid_from, valid_to nulls last, post.id`,
    [login, on],
  );
  return { ...person, posts };
}
