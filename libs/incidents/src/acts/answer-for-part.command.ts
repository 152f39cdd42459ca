import { type Command, correlateMessage } from '#runtime';
import { IncidentForbiddenError, IncidentRefusedError, IncidentStateError } from '../errors.js';
import { lockWithCase, readIncident, requireStatus } from '../incident.js';
import { recordEvent } from '../record-event.js';

export interface AnswerForPartInput {
  /** A report that is part of another incident. */
  readonly incidentId: string;
  readonly answer: 'works' | 'reopen';
  /** With `reopen`: what he still sees. */
  readonly reason?: string;
}

/**
 * Whoever has reported what became part of another incident says whether his own trouble is over, as its reporter does in his task:
 * the incident is closed when all have said so, or by time, and opened again when one cannot work yet (47/QĐ-STP art. 16.3).
 * @throws IncidentNotFoundError, IncidentForbiddenError, IncidentRefusedError, IncidentStateError, MessageNotCorrelatedError where he
 *   has answered
 */
export const answerForPart: Command<AnswerForPartInput, void> = {
  name: 'incidents.answer-for-part',
  async run(context, { incidentId, answer, reason = null }) {
    const { tx, caller } = context;
    const act = 'saying whether it works';
    const seen = await readIncident(tx, incidentId);
    if (seen.reporter !== caller.actor) throw new IncidentForbiddenError('answer for another');
    if (answer === 'reopen' && reason === null) {
      throw new IncidentRefusedError([{ where: 'reason', code: 'incident-reason-missing', what: 'is missing', mend: 'Say what still does not work.' }]);
    }
    const [part] = await tx.query<{ whole: string | null }>('select merged_into as whole from incident where id = $1', [incidentId]);
    if (part!.whole === null) throw new IncidentStateError(seen.label, seen.status, `${act} beside your task`);
    const whole = await lockWithCase(tx, part!.whole);
    requireStatus(whole, ['fixed'], act);
    const variables = { confirmation: answer, reopenReason: reason, answeredBy: caller.actor };
    await context.run(correlateMessage, { message: 'incident.part-answered', correlationKey: `${whole.id}:${caller.actor}`, variables, mustMatch: true });
    // That it is opened again is written down by the case, which tells the others.
    if (answer === 'works') await recordEvent(context, whole.id, { kind: 'works', actor: caller.actor });
  },
};
