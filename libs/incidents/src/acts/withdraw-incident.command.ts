import { type Command, correlateMessage } from '#runtime';
import { IncidentForbiddenError } from '../errors.js';
import { endHops } from '../hops.js';
import { type IncidentTools, lockWithCase, OPEN, requireStatus } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { refuseOpenMeasure } from '../refuse-open-measure.js';
import { tellReporters } from '../tell-reporters.js';

export interface WithdrawIncidentInput {
  readonly incidentId: string;
  readonly reason: string;
}

/**
 * Whoever has reported an incident takes a false report back; what is open ends. An account that was locked stays locked: only
 * whoever may unlock it says that the password is safe. Those whose reports were part of it are told to report anew. Where an
 * operator has ended the case before, only the record is brought in line.
 * @throws IncidentNotFoundError, IncidentForbiddenError, IncidentStateError, IncidentMeasureOpenError,
 *   MessageNotCorrelatedError
 */
export function withdrawIncident(tools: Pick<IncidentTools, 'tell'>): Command<WithdrawIncidentInput, void> {
  return {
    name: 'incidents.withdraw-incident',
    async run(context, { incidentId, reason }) {
      const { tx, now, caller } = context;
      const incident = await lockWithCase(tx, incidentId);
      if (incident.reporter !== caller.actor) throw new IncidentForbiddenError('take back what another has reported');
      requireStatus(incident, OPEN, 'taking it back');
      if (incident.goesOn) await refuseOpenMeasure(tx, incident);
      await context.run(correlateMessage, { message: 'incident.ended', correlationKey: incidentId, mustMatch: incident.goesOn });
      await tx.execute(`update incident set status = 'withdrawn', closed_at = $2 where id = $1`, [incidentId, now]);
      await endHops(context, incidentId);
      await recordEvent(context, incidentId, { kind: 'withdrawn', actor: caller.actor, text: reason });
      const event = `incident-withdrawn:${incidentId}`;
      await tellReporters(context, tools, incident, { title: 'người báo đã rút', body: `Lý do: ${reason} Nếu vẫn còn lỗi, hãy báo lại.`, event });
      if (incident.handler === null) return;
      const notice = { title: `Sự cố ${incident.label} đã được rút`, body: `Lý do: ${reason}`, instanceId: incident.instanceId, event: `${event}:handler` };
      await tools.tell(context, { people: [incident.handler], groups: [] }, notice);
    },
  };
}
