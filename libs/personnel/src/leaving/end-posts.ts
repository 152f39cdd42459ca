import type { CommandContext } from '#runtime';
import { recordChange } from '../handover/changes.js';
import type { PersonnelTools } from '../personnel-tools.js';

/** A post that somebody holds on a day, or will hold after it. */
export interface HeldPost {
  readonly postId: string;
  readonly unit: string;
  readonly role: string;
  readonly from: string;
  readonly to: string | null;
}

/** His posts that go on behind a day, and such as begin only then. @param day `YYYY-MM-DD` */
export function postsBehind({ tx }: CommandContext, login: string, day: string): Promise<HeldPost[]> {
  return tx.query<HeldPost>(
    `select id as "postId", unit_code as unit, role, valid_from as "from", valid_to as "to" from post
     where login = $1 and (valid_to is null or valid_to > $2) order by valid_from, id`,
    [login, day],
  );
}

/** Ends posts with a day; what they had before is remembered, so that it can be undone. One that begins later stays: the check refuses it. */
export async function endPosts(context: CommandContext, tools: Pick<PersonnelTools, 'endPost'>, minutesId: string, posts: readonly HeldPost[], lastDay: string): Promise<void> {
  for (const { postId, from, to } of posts) {
    if (from > lastDay) continue;
    await tools.endPost(context, { postId, lastDay });
    await recordChange(context, minutesId, { kind: 'post-ended', subjectId: postId, oldDay: to });
  }
}
