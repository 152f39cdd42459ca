import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { AppointmentNotFoundError } from '../errors.js';
import type { PostRole } from '../post-role.js';
import { AppointmentBegunError } from './errors.js';

export interface LockedPost {
  readonly login: string;
  readonly unit: string;
  readonly role: PostRole;
  readonly title: string;
  readonly from: string;
  readonly to: string | null;
  readonly basis: string | null;
}

/** Locks the person first, as appointments do, then the post. @throws AppointmentNotFoundError */
export async function lockPost({ tx }: CommandContext, postId: string): Promise<LockedPost> {
  await tx.query('select from person where login = (select login from post where id = $1) for update', [postId]);
  const [post] = await tx.query<LockedPost>(
    `select login, unit_code as unit, role, title, valid_from as "from", valid_to as "to", basis from post where id = $1 for update`,
    [postId],
  );
  if (post === undefined) throw new AppointmentNotFoundError(postId);
  return post;
}

/** @throws AppointmentBegunError */
export function refuseBegun({ now, zone }: CommandContext, postId: string, { from }: LockedPost): void {
  if (from <= dateInZone(now, zone)) throw new AppointmentBegunError(postId, from);
}
