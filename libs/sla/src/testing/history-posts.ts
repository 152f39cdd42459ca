import type { Database } from '#database';
import { newId } from '#foundation';
import type { SeededRandom } from '../../../../test/support/seeded-random.js';
import type { HistoryTask } from './task-history.js';

export const UNITS = ['QLCN', 'KH', 'TTTTB'];
export const PEOPLE = ['anhnt', 'binhlv', 'cuongpv'];

interface HistoryPost {
  readonly id: string;
  readonly login: string;
  readonly role: 'clerk' | 'staff';
  readonly unit: string;
  /** First and last day. */
  readonly from: string;
  to: string | null;
}

/** Who worked where in a made-up past, and to which unit a task counts that names none itself. */
export class HistoryPosts {
  private readonly posts: HistoryPost[] = [];

  constructor(
    private readonly database: Database,
    private readonly random: SeededRandom,
    private readonly someInstant: () => string,
    private readonly now: number,
  ) {}

  async begin(): Promise<void> {
    await this.database.query(`insert into unit select code, code, 'professional', null, 0 from unnest($1::text[]) code`, [UNITS]);
    await this.database.query('insert into person select login, login from unnest($1::text[]) login', [PEOPLE]);
  }

  /** Often from a day that has long passed. */
  async appoint(): Promise<void> {
    const { random } = this;
    const post: HistoryPost = {
      id: newId(),
      login: random.oneOf(PEOPLE),
      role: random.oneOf(['clerk', 'staff']),
      unit: random.oneOf(UNITS),
      from: dayOf(this.someInstant()),
      to: random.chance(0.3) ? dayOf(new Date(this.now).toISOString()) : null,
    };
    this.posts.push(post);
    await this.database.query('insert into post values ($1, $2, $3, $4, $4, $5, $6)', [
      post.id, post.login, post.unit, post.role, post.from, post.to,
    ]);
  }

  async endOne(): Promise<void> {
    const post = this.random.oneOf(this.posts);
    if (post === undefined) return;
    post.to = [dayOf(this.someInstant()), post.from].toSorted().at(-1)!;
    await this.database.query('update post set valid_to = $2 where id = $1', [post.id, post.to]);
  }

  /** That of the post of its person on the day, a clerk's first; of what nobody has yet, the only unit that has clerks. */
  unitOf({ person, status, endedAt }: HistoryTask): string | null {
    const day = dayOf(endedAt ?? new Date(this.now).toISOString());
    const held = this.posts.filter(({ from, to }) => from <= day && (to === null || day <= to));
    if (person === null) {
      const units = new Set(held.filter(({ role }) => role === 'clerk').map(({ unit }) => unit));
      return status === 'open' && units.size === 1 ? [...units][0]! : null;
    }
    const rank = ({ role, from }: HistoryPost) => `${Number(role === 'clerk')} ${from}`;
    const own = held.filter(({ login }) => login === person);
    return own.toSorted((a, b) => rank(b).localeCompare(rank(a)) || a.id.localeCompare(b.id))[0]?.unit ?? null;
  }
}

/** `YYYY-MM-DD` in Vietnam. */
function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
}
