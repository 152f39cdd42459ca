import type { Finding } from '#foundation';
import { type CommandContext, startInstance } from '#runtime';
import { type CheckedDecision, type KindRules, lastOfPost, leftPlace } from '../decisions/kind-rules.js';

/** Decisions by which somebody leaves the agency: he resigns, moves elsewhere, or retires. */
export const leavingRules: KindRules = {
  async findings(context, decision) {
    const { login, effectiveOn } = decision;
    return [...(await accessFindings(context, decision)), ...(await lastOfPost(context, { login, day: effectiveOn })), ...(await laterPosts(context, decision))];
  },

  async begin(context, { id, kind, login, effectiveOn, accessEndsAt, basis }) {
    const { fullName, unit, dayAfter } = (await leftPlace(context, login, effectiveOn))!;
    // Without an hour of its own it ends with the day.
    const ends = accessEndsAt ?? dayAfter;
    const { instanceId } = await context.run(startInstance, {
      key: 'account-offboarding',
      businessKey: id,
      variables: {
        decisionId: id,
        person: login,
        fullName,
        unit,
        leavingKind: kind,
        lastDay: effectiveOn,
        accessEndsAt: ends,
        dayAfter,
        basis,
        cancelReason: null,
        handoverDone: false,
      },
    });
    return { instanceId, accessEndsAt: ends };
  },
};

/** One person enters the decision, so whom it concerns must be able to object before anything is closed. */
async function accessFindings(context: CommandContext, { login, effectiveOn, accessEndsAt, noticeHours }: CheckedDecision): Promise<Finding[]> {
  const ends = accessEndsAt ?? (await leftPlace(context, login, effectiveOn))?.dayAfter;
  const now = Date.parse(context.now);
  const earliest = new Date(now + noticeHours * 3_600_000).toISOString();
  if (ends === undefined || Date.parse(ends) >= Date.parse(earliest)) return [];
  const mend = `Name an instant from ${earliest} on. What must be closed at once, IT locks (POST /accounts/{login}/lock).`;
  if (Date.parse(ends) <= now) return [{ where: 'accessEndsAt', code: 'access-ends-in-past', what: `${ends} lies before now, ${context.now}`, mend }];
  return [{ where: 'accessEndsAt', code: 'access-ends-too-soon', what: `${ends} leaves less than ${noticeHours} hours to object`, mend }];
}

async function laterPosts({ tx }: CommandContext, { login, effectiveOn }: CheckedDecision): Promise<Finding[]> {
  const posts = await tx.query<{ title: string; from: string }>(
    `select title, valid_from as "from" from post where login = $1 and valid_from > $2
     and exists (select from post now where now.login = $1 and held_on(now, $2)) order by valid_from`,
    [login, effectiveOn],
  );
  return posts.map(({ title, from }) => ({
    where: 'effectiveOn',
    code: 'post-begins-later',
    what: `${login} takes up «${title}» on ${from}`,
    mend: 'Take that appointment back first, or name a later day.',
  }));
}
