import type { Database } from '#database';
import type { Contact } from '../contact.js';
import { PersonNotFoundError } from '../errors.js';
import type { PostRole } from '../post-role.js';
import { answersForPosts, type Reader } from '../posts/answers-for-posts.js';

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

export interface PersonSeen {
  /** Day by which posts are past, present or to come; as `today`, `YYYY-MM-DD`. */
  readonly on: string;
  readonly today: string;
  readonly reader: Reader;
}

/**
 * One person with all posts. Those to come, a last day to come, and by what a post was given are for himself and for whoever answers
 * for posts. @throws PersonNotFoundError
 */
export async function getPerson(database: Database, login: string, { on, today, reader }: PersonSeen): Promise<PersonDetails> {
  const [person] = await database.query<Omit<PersonDetails, 'posts'>>('select login, full_name as "fullName", email, phone, room from person where login = $1', [
    login,
  ]);
  if (person === undefined) throw new PersonNotFoundError(login);
  const posts = await database.query<PersonDetails['posts'][number]>(
    `select post.id as "postId", unit_code as unit,
            (select "then".name from unit_as_of(post.valid_from) as "then" where "then".code = unit_code) as "unitName",
            role, title, valid_from as "from", case when $3::boolean or valid_to <= $4::date then valid_to end as "to", case when $3 then basis end as basis,
            case when valid_to < $2::date then 'past' when valid_from > $2::date then 'future' else 'present' end as state
     from post where login = $1 and ($3::boolean or valid_from <= $4::date) order by valid_from, valid_to nulls last, post.id`,
    [login, on, reader.login === login || answersForPosts(reader), today],
  );
  return { ...person, posts };
}
