import type { CommandContext } from '#runtime';
import { endHops } from './hops.js';
import { type IncidentTools, lockIncident, OPEN } from './incident.js';
import { recordEvent } from './record-event.js';
import { tellReporters } from './tell-reporters.js';

export interface EndedCase {
  /** Any instance of the case, which whoever calls this has locked. */
  readonly instanceId: string;
  /** Why the operator did it. */
  readonly reason: string;
}

/**
 * Brings the record of an incident in line after an operator's act on its case: where that has ended it, the incident is over, and
 * whoever reported it, and whose reports were part of it, hears who did it and why, and so does who had it to fix. Nothing where the
 * case goes on, or has ended as it should.
 */
export async function endCancelledIncident(context: CommandContext, tools: Pick<IncidentTools, 'tell'>, { instanceId, reason }: EndedCase): Promise<void> {
  const { tx, now, caller } = context;
  const [found] = await tx.query<{ id: string }>(
    `select i.id from process_instance p join incident i on i.instance_id = p.root_instance_id join process_instance root on root.id = p.root_instance_id
     where p.id = $1 and root.status <> 'active'`,
    [instanceId],
  );
  if (found === undefined) return;
  const incident = await lockIncident(tx, found.id);
  if (!OPEN.includes(incident.status)) return;
  await tx.execute(`update incident set status = 'cancelled', closed_at = $2 where id = $1`, [incident.id, now]);
  await endHops(context, incident.id);
  await recordEvent(context, incident.id, { kind: 'cancelled', actor: caller.actor, text: reason });
  const event = `incident-cancelled:${incident.id}`;
  const body = `${caller.actor} đã hủy việc xử lý. Lý do: ${reason} Nếu vẫn còn lỗi, hãy báo lại.`;
  await tellReporters(context, tools, incident, { title: 'đã hủy', body, event });
  if (incident.handler === null) return;
  const notice = { title: `Sự cố ${incident.label} đã hủy`, body, instanceId: incident.instanceId, event: `${event}:handler` };
  await tools.tell(context, { people: [incident.handler], groups: [] }, notice);
}
