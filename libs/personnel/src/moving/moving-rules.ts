import type { Finding } from '#foundation';
import { type CommandContext, startInstance } from '#runtime';
import { type CheckedDecision, type KindRules, lastOfPost, leftPlace } from '../decisions/kind-rules.js';
import { approverOf } from '../steps/approver.js';

/** Decisions by which somebody goes on in another post: in another unit, or appointed to another post of his own. */
export const movingRules: KindRules = {
  async findings(context, decision) {
    const { login, role } = decision;
    return [...(await lastOfPost(context, { login, day: await dayBefore(context, decision), keeps: role })), ...(await samePost(context, decision))];
  },

  async begin(context, { id, kind, login, effectiveOn, unit, role, title, basis }) {
    const lastDay = await dayBefore(context, { effectiveOn });
    const place = (await leftPlace(context, login, lastDay))!;
    return context.run(startInstance, {
      key: 'account-transfer',
      businessKey: id,
      variables: {
        decisionId: id,
        person: login,
        fullName: place.fullName,
        unit: kind === 'appoint' && (await hasPostIn(context, { login, unit, lastDay })) ? unit! : place.unit,
        movingKind: kind,
        lastDay,
        effectiveOn,
        beginsAt: place.dayAfter,
        newUnit: unit ?? place.unit,
        newRole: role ?? 'staff',
        newTitle: title ?? null,
        basis,
        approver: await approverOf(context, { login, role }),
        cancelReason: null,
        approval: null,
        refusalReason: null,
      },
    });
  },
};

async function hasPostIn({ tx }: CommandContext, { login, unit, lastDay }: { readonly login: string; readonly unit?: string | null; readonly lastDay: string }): Promise<boolean> {
  const found = await tx.query('select from post where login = $1 and unit_code = $2 and held_on(post, $3::date)', [login, unit ?? null, lastDay]);
  return found.length > 0;
}

async function dayBefore({ tx }: CommandContext, { effectiveOn }: Pick<CheckedDecision, 'effectiveOn'>): Promise<string> {
  const [row] = await tx.query<{ day: string }>('select ($1::date - 1)::date as day', [effectiveOn]);
  return row!.day;
}

async function samePost({ tx }: CommandContext, { login, unit, role, effectiveOn }: CheckedDecision): Promise<Finding[]> {
  const found = await tx.query('select from post where login = $1 and unit_code = $2 and role = $3 and held_on(post, $4::date)', [login, unit, role, effectiveOn]);
  if (found.length === 0) return [];
  return [{ where: 'unit', code: 'same-post', what: `${login} holds this post already on ${effectiveOn}`, mend: 'Name the post that he is to have.' }];
}
