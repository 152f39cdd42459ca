import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { answersForPosts, type Reader } from '../posts/answers-for-posts.js';

export interface DelegationRow {
  readonly id: string;
  readonly postId: string;
  readonly holder: string;
  readonly holderName: string;
  readonly title: string;
  readonly unit: string;
  readonly deputy: string;
  readonly deputyName: string;
  /** Null where it is not for whoever looks. */
  readonly basis: string | null;
  readonly from: string;
  readonly to: string;
  /** First day on which it counts no more, where it was ended early. */
  readonly endedOn: string | null;
  readonly endReason: string | null;
  readonly recordedBy: string;
}

export interface DelegationFilter extends PageRequest {
  readonly holder?: string;
  readonly deputy?: string;
  /** Only those that count on this day, `YYYY-MM-DD`. */
  readonly on?: string;
  /** Who looks: why somebody is away is for those whom it concerns, and for whoever answers for posts. */
  readonly reader: Reader;
}

const cursorSchema = z.tuple([z.uuid()]);

/** The latest entered first. @throws BadCursorError */
export async function listDelegations(database: Database, filter: DelegationFilter): Promise<Page<DelegationRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<DelegationRow>(
    `select d.id, post_id as "postId", post.login as holder, holder.full_name as "holderName", title, unit_code as unit,
            deputy, deputy.full_name as "deputyName", case when $6::boolean or $7::text in (post.login, d.deputy) then d.basis end as basis, d.valid_from as "from", d.valid_to as "to", ended_on as "endedOn",
            case when $6::boolean or $7::text in (post.login, d.deputy) then end_reason end as "endReason", recorded_by as "recordedBy"
     from delegation d join post on post.id = post_id join person holder on holder.login = post.login
       join person deputy on deputy.login = d.deputy
     where ($1::text is null or post.login = $1) and ($2::text is null or d.deputy = $2)
       and ($3::date is null or deputises_on(d, $3) and held_on(post, $3)) and ($4::uuid is null or d.id < $4)
     order by d.id desc limit $5`,
    [filter.holder ?? null, filter.deputy ?? null, filter.on ?? null, before, filter.limit + 1, answersForPosts(filter.reader), filter.reader.login],
  );
  return toPage(rows, filter.limit, ({ id }) => [id]);
}

/** For whom somebody does what is offered to these groups, on a day `YYYY-MM-DD`: logins; none where it is his own work. */
export async function actingFor(database: Database, login: string, groups: readonly string[], onDate: string): Promise<string[]> {
  const [row] = await database.query<{ logins: string[] | null }>('select acting_for($1, $2, $3) as logins', [login, groups, onDate]);
  return row?.logins ?? [];
}
