import { type Finding, newId } from '#foundation';
import type { CommandContext } from '#runtime';
import type { DelegationToTell } from '../../delegations/tell-of-delegation.js';
import type { PlannedPost } from './plan-lines.js';
import type { Steps } from './plan-steps.js';
import type { Office } from './read-office.js';

/** A post that goes on as another, or ends. */
export interface PassingPost {
  readonly login: string;
  readonly from: { readonly postId: string; readonly title: string };
  /** Null: who does its work does so no more. */
  readonly to: { readonly postId: string; readonly title: string } | null;
}

interface Delegation {
  readonly id: string;
  readonly postId: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
}

/** A post keeps its deputy where it goes on in the same role: what he was trusted with is the same. */
export function keepsDeputy({ from, to }: { readonly from: Pick<PlannedPost, 'role'> | null; readonly to: Pick<PlannedPost, 'role'> | null }): boolean {
  return from !== null && to !== null && from.role === to.role;
}

/**
 * Who does the work of a post goes on doing it where the post goes on, and does so no more where it ends.
 * @returns what holder and deputy have to hear
 */
export async function passDeputiesOn(context: CommandContext, { login, from, to }: PassingPost, { day, reason }: { readonly day: string; readonly reason: string }): Promise<DelegationToTell[]> {
  const { tx, caller, now } = context;
  const told: DelegationToTell[] = [];
  for (const { id, deputy, ...days } of await openDelegations(context, [from.postId], day, 'for update')) {
    if (to === null) {
      told.push({ delegationId: id, deputy, holder: login, title: from.title, from: days.from, to: days.to, ended: { on: day, reason } });
      continue;
    }
    const next = { id: newId(), from: days.from > day ? days.from : day, to: days.to };
    await tx.execute(
      `insert into delegation (id, post_id, deputy, basis, valid_from, valid_to, recorded_by, recorded_at)
       select $2, $3, deputy, basis, $4, valid_to, $5, $6 from delegation where id = $1`,
      [id, next.id, to.postId, next.from, caller.actor, now],
    );
    context.audit({ subject: 'person', subjectId: login, detail: { delegationId: next.id, old: { delegationId: id, postId: from.postId }, new: { postId: to.postId, deputy, from: next.from, to: next.to }, basis: reason } });
    told.push({ delegationId: next.id, deputy, holder: login, title: to.title, from: next.from, to: next.to, ended: null });
  }
  return told;
}

/** A post has one deputy at a time, so two posts of one person that become one do not both bring theirs. */
export async function deputyFindings(context: CommandContext, { posts: held, day }: Office, { posts }: Steps): Promise<Finding[]> {
  const changed = new Set(posts.flatMap(({ from }) => (from === null ? [] : [from.postId])));
  const nameOf = (login: string, { unit, role }: Pick<PlannedPost, 'unit' | 'role'>) => `${login} ${role} ${unit}`;
  const going = posts.filter(keepsDeputy).map(({ login, from, to, where }) => ({ postId: from!.postId, post: nameOf(login, to!), where }));
  const named = new Map(going.map(({ post, where }) => [post, where]));
  const there = held.filter(({ postId, login, ...post }) => !changed.has(postId) && named.has(nameOf(login, post)));
  const joined = [...there.map(({ postId, login, ...post }) => ({ postId, post: nameOf(login, post) })), ...going];
  const postOf = new Map(joined.map(({ postId, post }) => [postId, post]));
  const open = await openDelegations(context, [...postOf.keys()], day);
  return open.flatMap((later, index) => {
    const post = postOf.get(later.postId)!;
    const other = open.slice(0, index).find((each) => each.postId !== later.postId && postOf.get(each.postId) === post && each.to >= later.from && later.to >= each.from);
    if (other === undefined) return [];
    const what = `${other.deputy} until ${other.to} and ${later.deputy} from ${later.from} would both do the work of ${post}`;
    return [{ where: named.get(post)!, code: 'has-other-deputy', what, mend: 'End one of the two delegations first.' }];
  });
}

function openDelegations({ tx }: CommandContext, posts: readonly string[], day: string, lock = ''): Promise<Delegation[]> {
  return tx.query<Delegation>(
    `select id, post_id as "postId", deputy, valid_from as "from", valid_to as "to" from delegation
     where post_id = any($1::uuid[]) and valid_to >= $2 and ended_on is null order by valid_from, id ${lock}`,
    [posts, day],
  );
}
