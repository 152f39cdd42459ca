import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { entrustedBy } from '../signing/signature-forms.js';
import { authoritiesFor } from '../signing/signing-authority.js';
import { type DraftInHand, dutiesDone } from './draft-in-hand.js';
import { breachOfDuties, type DutyToDo, type OutgoingStep } from './separation-of-duties.js';
import { postsFor } from './step-posts.js';

/** Logins of those who could do a step of a document today, by their posts and by what they have done on it. */
export async function whoMayInstead(
  context: CommandContext,
  draft: DraftInHand,
  step: OutgoingStep,
  escalatedTo: readonly string[] = [],
): Promise<string[]> {
  const { tx, now, zone } = context;
  const day = dateInZone(now, zone);
  const signers = step === 'sign' ? await authoritiesFor(tx, { day, documentType: draft.type }) : [];
  const offered = await tx.query<{ login: string; headsUnit: boolean }>(
    `select login, bool_or(groups @> array[$3]) as "headsUnit" from post
     where groups && $1::text[] and held_on(post, $2) group by login order by login`,
    [signers.length > 0 ? [] : postsFor(step, draft.unit, escalatedTo), day, `head:${draft.unit}`],
  );
  const candidates: DutyToDo[] = [
    ...offered.map(({ login, headsUnit }) => ({ step, doer: { login, actingFor: [] }, headsUnit })),
    ...signers.map((each) => ({ step, form: each.form, doer: { login: each.holder, actingFor: entrustedBy(each) } })),
  ];
  const done = await dutiesDone(context, draft);
  const able = candidates.filter((candidate) => breachOfDuties(candidate, done) === undefined);
  return [...new Set(able.map(({ doer }) => doer.login))];
}
