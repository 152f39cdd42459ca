import { dateInZone, newId, tidyText } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../../gate/refuse-locked.js';
import { dutiesDone, lockDraftInHand } from './draft-in-hand.js';
import { ExceptionNotNeededError, ExceptionOnOwnDraftError, ExceptionWithoutPostError } from './errors.js';
import { breachOfLeave, OUTGOING_STEPS } from './separation-of-duties.js';
import { whoMayInstead } from './who-may-instead.js';

export const dutyExceptionSchema = z.strictObject({
  step: z.enum(OUTGOING_STEPS).describe('Bước được làm thay.'),
  person: z.string().trim().min(1).max(100).describe('Tên đăng nhập của người được làm.'),
  reason: z.string().overwrite(tidyText).min(1).max(1000).describe('Vì sao không có người khác.'),
});

export interface GrantDutyExceptionInput extends z.output<typeof dutyExceptionSchema> {
  readonly documentId: string;
}

/**
 * A leader lets somebody do a step of one document that the rules would leave to another: in an agency of few people the
 * case would stand for ever. It lifts the separation of duties and the need of a post, never the need of an authority to
 * sign, and is for the version as it is now: the leader has seen no later one. He gives it to somebody who works here, to himself
 * only where nobody else could do the step; so does his deputy, and only where the draft is none of his own. It is kept with the
 * step that was done by it.
 * @throws OutgoingDocumentNotFoundError, ContentLockedError, ExceptionWithoutPostError, ExceptionOnOwnDraftError,
 * ExceptionNotNeededError
 */
export const grantDutyException: Command<GrantDutyExceptionInput, { id: string }> = {
  name: 'documents.grant-duty-exception',
  async run(context, { documentId, step, person, reason }) {
    const { tx, now, zone, caller } = context;
    const draft = await lockDraftInHand(context, documentId);
    await refuseLocked(tx, 'outgoing', documentId);
    const posts = await tx.query('select from post where login = $1 and held_on(post, $2) limit 1', [person, dateInZone(now, zone)]);
    if (posts.length === 0) throw new ExceptionWithoutPostError(person);
    const actingFor = await leadersFor(context);
    const breach = breachOfLeave({ login: caller.actor, actingFor }, await dutiesDone(context, draft));
    if (breach !== undefined) throw new ExceptionOnOwnDraftError(caller.actor, actingFor, breach);
    if ([caller.actor, ...actingFor].includes(person)) {
      const others = (await whoMayInstead(context, draft, step)).filter((login) => login !== person);
      if (others.length > 0) throw new ExceptionNotNeededError(person, step, others);
    }
    const id = newId();
    await tx.execute(
      `insert into outgoing_duty_exception (id, document_id, version, step, person, reason, granted_by, granted_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, documentId, draft.version, step, person, reason, caller.actor, now],
    );
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { exception: id, version: draft.version, step, person, reason, ...(actingFor.length > 0 ? { actingFor } : {}) } });
    return { id };
  },
};

/** In whose place the caller leads; none where he is a leader himself. */
async function leadersFor({ tx, now, zone, caller }: CommandContext): Promise<readonly string[]> {
  const [row] = await tx.query<{ logins: string[] | null }>(`select acting_for($1, '{leader}', $2) as logins`, [caller.actor, dateInZone(now, zone)]);
  return row?.logins ?? [];
}
