import type { Command, CommandContext } from '#runtime';
import { DissolutionRefusedError } from '../errors.js';
import { refuseUnfitDecider } from '../posts/post-rights.js';
import type { PostRole } from '../post-role.js';
import { type Dissolution, dissolveUnit, type DissolveUnitInput } from './dissolve-unit.command.js';

export interface RecordDissolutionInput extends DissolveUnitInput {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Enters the decision that a unit ends, or tries it. As it ends the posts of its people, it is for whoever may end each of them;
 * and an agency is never left without an administrator.
 * @throws UnitNotFoundError, DissolutionRefusedError, AppointmentForbiddenError
 */
export const recordDissolution: Command<RecordDissolutionInput, Dissolution> = {
  name: 'directory.record-dissolution',

  request: ({ groups: _, ...input }) => input,

  async run(context, { groups, ...input }) {
    const dissolution = await context.run(dissolveUnit, input);
    for (const { login, role } of await rolesOf(context, dissolution)) refuseUnfitDecider(context, groups, { login, roles: [role] });
    await refuseLastAdministrator(context, dissolution);
    return dissolution;
  },
};

function rolesOf({ tx }: CommandContext, { posts }: Dissolution): Promise<{ login: string; role: PostRole }[]> {
  return tx.query('select login, role from post where id = any($1::uuid[]) order by login', [posts.map(({ postId }) => postId)]);
}

async function refuseLastAdministrator({ tx }: CommandContext, { code, lastDay, posts }: Dissolution): Promise<void> {
  const [{ goes, stays }] = (await tx.query<{ goes: boolean; stays: boolean }>(
    `select coalesce(bool_or(id = any($1::uuid[])), false) as goes,
       coalesce(bool_or(not id = any($1::uuid[]) and held_on(post, $2::date + 1)), false) as stays
     from post where role = 'admin'`,
    [posts.map(({ postId }) => postId), lastDay],
  )) as [{ goes: boolean; stays: boolean }];
  if (!goes || stays) return;
  const mend = `Appoint an administrator in another unit first, for a time after ${lastDay}.`;
  throw new DissolutionRefusedError(code, [{ where: 'code', code: 'last-administrator', what: 'has the last administrators of the installation', mend }]);
}
