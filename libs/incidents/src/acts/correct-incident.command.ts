import type { Finding, JsonObject } from '#foundation';
import { type Command, type CommandContext, correlateMessage } from '#runtime';
import { IncidentForbiddenError, IncidentRefusedError, IncidentStateError } from '../errors.js';
import { endHops } from '../hops.js';
import { type IncidentRecord, type IncidentTools, lockWithCase, MALWARE, PASSWORD_EXPOSURE, type Person, requireStatus, SECRET_CONTENT, SEVERITY_NAMES } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { eventsOf, refuseOpenMeasure } from '../refuse-open-measure.js';
import { readsIncident } from '../rights.js';
import { tellReporters } from '../tell-reporters.js';
import { findFaultsOfKind } from './find-faults.js';
import { askedAtOnce, exposedWhat, isAccountUnknown, type Measured } from './first-measure.js';

export interface CorrectIncidentInput extends Omit<Measured, 'kind'> {
  readonly incidentId: string;
  /** Left out: it stays. */
  readonly kind?: string;
  readonly severity?: IncidentRecord['severity'];
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** As with a report: who may have an account closed, and where. */
  readonly exposureReporters: readonly string[];
  readonly accountSystems: readonly string[];
}

/** The incident as it is from now on. */
interface Corrected extends Measured {
  readonly severity: IncidentRecord['severity'];
  readonly isOtherKind: boolean;
}

/**
 * What was reported turns out to be something else, or graver, or not so grave: IT says so, and whoever is asked while he is. Route,
 * clocks and first measures follow: whoever was asked is asked along with the level that comes first now, and whoever handles it goes
 * on. A password exposure has its account locked in the same transaction (47/QĐ-STP art. 15.5, 148/QĐ-SCT art. 12.5).
 * @throws IncidentNotFoundError, IncidentForbiddenError, IncidentStateError, IncidentRefusedError, IncidentMeasureOpenError,
 *   MessageNotCorrelatedError, and what `lockAccount` throws
 */
export function correctIncident(tools: Pick<IncidentTools, 'tell' | 'lockAccount'>): Command<CorrectIncidentInput, void> {
  return {
    name: 'incidents.correct-incident',
    request: ({ groups: _groups, exposureReporters: _reporters, accountSystems: _systems, ...sent }) => sent,
    async run(context, input) {
      const { tx, caller } = context;
      const incident = await lockWithCase(tx, input.incidentId);
      const person = { login: caller.actor, groups: input.groups };
      await requireCorrector(context, person, incident);
      requireStatus(incident, ['reported', 'handling'], 'correcting it');
      await requireNothingUnderWay(context, incident);
      const { kind = incident.kind, severity = incident.severity, exposedLogin, exposedMailbox, exposureUnknown } = input;
      const corrected: Corrected = { kind, severity, exposedLogin, exposedMailbox, exposureUnknown, isOtherKind: kind !== incident.kind };
      const findings = await faultsOf(context, person, incident, { ...corrected, exposureReporters: input.exposureReporters });
      if (findings.length > 0) throw new IncidentRefusedError(findings);
      await refuseOpenMeasure(tx, incident);
      const variables = await variablesOf(context, incident, corrected);
      await context.run(correlateMessage, { message: 'incident.corrected', correlationKey: incident.id, variables, mustMatch: true });
      await write(context, tools, incident, corrected, input);
      const names = await describe(context, incident, corrected);
      await recordEvent(context, incident.id, { kind: 'corrected', actor: caller.actor, text: `${names} ${input.reason}` });
      if (isNewSearch(corrected)) await recordEvent(context, incident.id, { kind: 'account-unknown', actor: caller.actor, text: exposedWhat(corrected) });
      if (exposedLogin !== undefined) await recordEvent(context, incident.id, { kind: 'locked', actor: 'system', text: exposedLogin });
      const notice = { title: 'sửa loại, mức độ', body: `${names} Lý do: ${input.reason}`, event: `incident-corrected:${context.now}:${incident.id}` };
      await tellReporters(context, tools, incident, notice);
      const handler = incident.handler === null || incident.handler === caller.actor ? [] : [incident.handler];
      await tools.tell(context, { people: handler, groups: [] }, { ...notice, title: `Sự cố ${incident.label}: ${notice.title}`, instanceId: incident.instanceId, event: `${notice.event}:handler` });
    },
  };
}

/** IT where it reads it; anybody else while his level is asked. @throws IncidentForbiddenError */
async function requireCorrector({ tx }: CommandContext, person: Person, { id }: IncidentRecord): Promise<void> {
  if (person.groups.includes('it') && (await readsIncident(tx, person, id))) return;
  const asked = await stillAsked(tx, id);
  if (!asked.some((group) => person.groups.includes(group))) throw new IncidentForbiddenError('correct an incident that you are not asked about');
}

/** What somebody has just decided would be lost where it is not written down yet. @throws IncidentStateError */
async function requireNothingUnderWay({ tx }: CommandContext, { instanceId, label, status }: IncidentRecord): Promise<void> {
  const steps = await tx.query(`select from job where instance_id = $1 and kind = 'service' limit 1`, [instanceId]);
  if (steps.length > 0) throw new IncidentStateError(label, status, 'correcting it while a step of it is being written down');
}

/** Groups whose question is open: of a level that was silent, too, since it may still act until one has taken it. */
async function stillAsked(tx: CommandContext['tx'], id: string): Promise<string[]> {
  const found = await tx.query<{ name: string }>(
    `select distinct unnest(groups) as name from incident_hop
     where incident_id = $1 and (outcome is null or outcome = 'silent')
       and asked_at >= coalesce((select max(ended_at) from incident_hop where incident_id = $1 and outcome = 'taken'), '-infinity')
     order by 1`,
    [id],
  );
  return found.map(({ name }) => name);
}

async function faultsOf(context: CommandContext, person: Person, incident: IncidentRecord, next: Corrected & { exposureReporters: readonly string[] }): Promise<Finding[]> {
  const { isOtherKind, kind, severity } = next;
  if (!isOtherKind) {
    const told = (['exposedLogin', 'exposedMailbox', 'exposureUnknown'] as const).filter((where) => next[where] !== undefined);
    const findings: Finding[] = told.map((where) => ({ where, code: 'incident-exposure-only', what: `is for what becomes ${PASSWORD_EXPOSURE} only`, mend: 'Leave it out.' }));
    if (severity === incident.severity) findings.push({ where: 'kind', code: 'incident-unchanged', what: 'and severity are what they were', mend: 'Name another kind or severity.' });
    return findings;
  }
  const findings = await findFaultsOfKind(context, person, next);
  if (incident.exposedLogin !== null) {
    const mend = 'Leave the kind; that it is no incident is said by whoever handles it, and the account gets a new password.';
    findings.push({ where: 'kind', code: 'incident-exposure-stands', what: `stays ${incident.kind}: the account ${incident.exposedLogin} is locked by it`, mend });
  }
  const parts = await context.tx.query('select from incident where merged_into = $1 limit 1', [incident.id]);
  if (parts.length > 0 && (kind === PASSWORD_EXPOSURE || kind === SECRET_CONTENT)) {
    const mend = 'Have it reported by itself.';
    findings.push({ where: 'kind', code: 'incident-kind-apart', what: `cannot become ${kind}: reports of others are part of it`, mend });
  }
  return findings;
}

function isNewSearch(corrected: Corrected): boolean {
  return corrected.isOtherKind && isAccountUnknown(corrected);
}

/** What the case goes on with. */
async function variablesOf({ tx }: CommandContext, incident: IncidentRecord, corrected: Corrected): Promise<JsonObject> {
  const happened = await eventsOf(tx, incident.id);
  const isIsolating = corrected.kind === MALWARE && !happened.has('isolated');
  return {
    incidentKind: corrected.kind,
    severity: corrected.severity,
    measureDue: isIsolating || isNewSearch(corrected),
    ...(corrected.isOtherKind ? { accountUnknown: isAccountUnknown(corrected), exposedWhat: exposedWhat(corrected) } : {}),
    stillAsked: await stillAsked(tx, incident.id),
    again: incident.status === 'handling',
  };
}

async function write(context: CommandContext, tools: Pick<IncidentTools, 'lockAccount'>, incident: IncidentRecord, corrected: Corrected, { accountSystems }: CorrectIncidentInput): Promise<void> {
  const { kind, severity, exposedLogin } = corrected;
  const groups = corrected.isOtherKind ? askedAtOnce(corrected) : [];
  await context.tx.execute(
    `update incident set kind = $2, severity = $3, exposed_login = coalesce($4, exposed_login),
       asked_groups = array(select distinct unnest(asked_groups || $5::text[]) order by 1) where id = $1`,
    [incident.id, kind, severity, exposedLogin ?? null, groups],
  );
  if (incident.status === 'reported') await endHops(context, incident.id);
  if (exposedLogin === undefined) return;
  await tools.lockAccount(context, { login: exposedLogin, reason: `incident ${incident.label}: password exposed`, systems: accountSystems });
}

/** `Hệ thống không dùng được → Mã độc; Thường → Nghiêm trọng.` */
async function describe({ tx }: CommandContext, old: IncidentRecord, { kind, severity, isOtherKind }: Corrected): Promise<string> {
  const kinds = await tx.query<{ code: string; name: string }>('select code, name from incident_kind where code in ($1, $2)', [old.kind, kind]);
  const nameOf = (code: string) => kinds.find((each) => each.code === code)?.name ?? code;
  const changes = [
    ...(isOtherKind ? [`${nameOf(old.kind)} → ${nameOf(kind)}`] : []),
    ...(severity === old.severity ? [] : [`${SEVERITY_NAMES[old.severity]} → ${SEVERITY_NAMES[severity]}`]),
  ];
  return `${changes.join('; ')}.`;
}
