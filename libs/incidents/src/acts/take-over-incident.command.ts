import { type Command, correlateMessage } from '#runtime';
import { IncidentForbiddenError } from '../errors.js';
import { type IncidentTools, lockWithCase, requireStatus } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { tellReporters } from '../tell-reporters.js';

export interface TakeOverIncidentInput {
  readonly incidentId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Somebody else of those who were asked handles it from now on: the one who had it has left, or is needed elsewhere. There is one
 * who handles an incident, never two.
 * @throws IncidentNotFoundError, IncidentForbiddenError, IncidentStateError, MessageNotCorrelatedError while the case asks somebody else
 *   or a step of it is being written down
 */
export function takeOverIncident(tools: Pick<IncidentTools, 'tell'>): Command<TakeOverIncidentInput, void> {
  return {
    name: 'incidents.take-over-incident',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { incidentId, reason, groups }) {
      const { tx, now, caller } = context;
      const incident = await lockWithCase(tx, incidentId);
      const { handler, askedGroups, label, instanceId } = incident;
      if (!askedGroups.some((group) => groups.includes(group))) throw new IncidentForbiddenError('take over what you were not asked about');
      requireStatus(incident, ['handling'], 'taking it over');
      if (handler === caller.actor) {
        context.nothingChanged();
        return;
      }
      await context.run(correlateMessage, { message: 'incident.taken-over', correlationKey: incidentId, variables: { handler: caller.actor }, mustMatch: true });
      await tx.execute('update incident set handler = $2 where id = $1', [incidentId, caller.actor]);
      await recordEvent(context, incidentId, { kind: 'taken-over', actor: caller.actor, text: reason });
      const event = `incident-taken-over:${incidentId}:${now}`;
      await tellReporters(context, tools, incident, { title: 'đổi người xử lý', body: reason, event });
      const notice = { title: `Sự cố ${label} đã có người khác xử lý`, body: reason, instanceId, event: `${event}:handler` };
      await tools.tell(context, { people: handler === null ? [] : [handler], groups: [] }, notice);
    },
  };
}
