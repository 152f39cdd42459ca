import type { Finding } from '#foundation';
import { type CommandContext, startInstance } from '#runtime';
import { type CheckedDecision, type KindRules, lastOfPost, leftPlace } from './kind-rules.js';

/** Decisions by which somebody leaves the agency: he resigns, moves elsewhere, or retires. */
export const leavingRules: KindRules = {
  async findings(context, decision) {
    const { login, effectiveOn } = decision;
    return [...accessFindings(context, decision), ...(await lastOfPost(context, { login, day: effectiveOn })), ...(await laterPosts(context, decision))];
  },

  async begin(context, { id, kind, login, effectiveOn, accessEndsAt, basis }) {
    const { fullName, unit, dayAfter } = (await leftPlace(context, login, effectiveOn))!;
    return context.run(startInstance, {
      key: 'account-offboarding',
      businessKey: id,
      variables: {
        decisionId: id,
        person: login,
        fullName,
        unit,
        leavingKind: kind,
        lastDay: effectiveOn,
        // Without an hour of its own it ends with the day.
        accessEndsAt: accessEndsAt ?? dayAfter,
        dayAfter,
        basis,
        cancelReason: null,
        handoverDone: false,
      },
    });
  },
};

function accessFindings({ now }: CommandContext, { accessEndsAt }: CheckedDecision): Finding[] {
  if (!accessEndsAt || Date.parse(accessEndsAt) > Date.parse(now)) return [];
  return [{ where: 'accessEndsAt', code: 'access-ends-in-past', what: `lies before now, ${now}`, mend: 'Lock the account at once, and name an instant that is still to come.' }];
}

async function laterPosts({ tx }: CommandContext, { login, effectiveOn }: CheckedDecision): Promise<Finding[]> {
  const posts = await tx.query<{ title: string; from: string }>('select title, valid_from as "from" from post where login = $1 and valid_from > $2 order by valid_from', [
    login,
    effectiveOn,
  ]);
  return posts.map(({ title, from }) => ({
    where: 'effectiveOn',
    code: 'post-begins-later',
    what: `${login} takes up «${title}» on ${from}`,
    mend: 'Take that appointment back first, or name a later day.',
  }));
}
