import type { Finding } from '#foundation';
import { type Command, type CommandContext, correlateMessage } from '#runtime';
import { IncidentForbiddenError, IncidentRefusedError } from '../errors.js';
import { endHops } from '../hops.js';
import { INCIDENT_SEVERITIES, type IncidentRecord, type IncidentTools, lockIncident, PASSWORD_EXPOSURE, readIncident, requireStatus, SECRET_CONTENT } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { refuseOpenMeasure } from '../refuse-open-measure.js';
import { requireIncidentReader } from '../rights.js';
import { tellReporters } from '../tell-reporters.js';

export interface MergeIncidentInput {
  readonly incidentId: string;
  /** The incident that it is a report of. */
  readonly into: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * IT makes several reports of one trouble one: the case of the one ends, and whoever reported it, and those whose reports were
 * part of it, are told of each step of the other.
 * @throws IncidentNotFoundError, IncidentForbiddenError, IncidentRefusedError, IncidentStateError, IncidentMeasureOpenError,
 *   MessageNotCorrelatedError
 */
export function mergeIncident(tools: Pick<IncidentTools, 'tell'>): Command<MergeIncidentInput, void> {
  return {
    name: 'incidents.merge-incident',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { incidentId, into, reason, groups }) {
      const { tx, now, caller } = context;
      const person = { login: caller.actor, groups };
      if (!groups.includes('it')) throw new IncidentForbiddenError('merge incidents: IT does');
      const { part, whole, goesOn } = await lockBoth(context, incidentId, into);
      for (const id of [incidentId, into]) await requireIncidentReader(tx, person, id);
      const findings = faultsOf(part, whole);
      if (findings.length > 0) throw new IncidentRefusedError(findings);
      requireStatus(part, ['reported', 'handling'], 'merging it');
      // Of one that is fixed everybody has been asked whether it works; who reports it now is asked by his own.
      requireStatus(whole, ['reported', 'handling'], 'merging into it');
      if (goesOn) await refuseOpenMeasure(tx, part);
      await context.run(correlateMessage, { message: 'incident.ended', correlationKey: incidentId, mustMatch: goesOn });
      await tx.execute(
        `update incident set status = 'merged', merged_into = $2, closed_at = coalesce(closed_at, $3) where id = $1 or merged_into = $1`,
        [incidentId, into, now],
      );
      await endHops(context, incidentId);
      await recordEvent(context, incidentId, { kind: 'merged', actor: caller.actor, text: `${whole.label}: ${reason}` });
      await recordEvent(context, into, { kind: 'merged', actor: caller.actor, text: `${part.label}: ${reason}` });
      const body = `Báo cáo ${part.label} đã gộp vào ${whole.label}; diễn biến tiếp theo báo theo ${whole.label}.`;
      await tellReporters(context, tools, whole, { title: 'gộp báo cáo', body, event: `incident-merged:${incidentId}` });
    },
  };
}

/**
 * Instances before rows, each in the order of their ids, so that two merges wait for one another. Where an operator has ended the
 * case of the part, only its record is brought in line.
 * @throws IncidentNotFoundError
 */
async function lockBoth({ tx }: CommandContext, id: string, into: string): Promise<{ part: IncidentRecord; whole: IncidentRecord; goesOn: boolean }> {
  const seen = [await readIncident(tx, id), await readIncident(tx, into)];
  const running = await tx.query<{ id: string }>(`select id from process_instance where id = any($1) and status = 'active' order by id for no key update`, [
    seen.map(({ instanceId }) => instanceId),
  ]);
  const locked = new Map<string, IncidentRecord>();
  for (const each of [id, into].sort()) locked.set(each, await lockIncident(tx, each));
  const part = locked.get(id)!;
  return { part, whole: locked.get(into)!, goesOn: running.some((instance) => instance.id === part.instanceId) };
}

const gradeOf = ({ severity }: IncidentRecord): number => INCIDENT_SEVERITIES.indexOf(severity);

/**
 * What concerns one account, or a secret, is nobody else's trouble: it becomes part of nothing, and nothing part of it. Nor does what is
 * graver become part of what is less so.
 */
function faultsOf(part: IncidentRecord, whole: IncidentRecord): Finding[] {
  if (part.id === whole.id) return [{ where: 'into', code: 'incident-merged-into-itself', what: 'is the incident itself', mend: 'Name the other one.' }];
  const apart = [part, whole].find(({ kind }) => kind === PASSWORD_EXPOSURE || kind === SECRET_CONTENT);
  if (apart !== undefined) return [{ where: 'into', code: 'incident-kind-apart', what: `makes ${apart.label}, of the kind ${apart.kind}, one with another`, mend: 'Handle each by itself.' }];
  // Its clocks and the note that is owed for it go by the grade of the whole.
  if (gradeOf(part) <= gradeOf(whole)) return [];
  const mend = `Correct ${whole.label} first (POST /incidents/{id}/correction), or merge the other way round.`;
  return [{ where: 'into', code: 'incident-graver', what: `${whole.label} is ${whole.severity}, and ${part.label} is ${part.severity}`, mend }];
}
