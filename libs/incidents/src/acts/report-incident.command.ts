import { linkAttachments } from '#files';
import { newId } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { IncidentRefusedError } from '../errors.js';
import type { IncidentTools, Person } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { findFaults } from './find-faults.js';
import { askedAtOnce, exposedWhat, isAccountUnknown } from './first-measure.js';
import type { IncidentInput } from './incident.schema.js';

export interface ReportIncidentInput extends IncidentInput {
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** The regulation by which the agency asks, e.g. `000`: a column of the table `incident-route`. */
  readonly route: string;
  /** The document, or the file, in which a state secret was found; whether the caller may read it is asked before. */
  readonly reportedId?: string;
  /** Who may have an account closed by a report: `self`, `head` (of a unit of its holder) and groups. */
  readonly exposureReporters: readonly string[];
  /** The account systems beside our own. */
  readonly accountSystems: readonly string[];
}

export interface ReportedIncident {
  readonly id: string;
  /** `SC-12`: what people call it. */
  readonly label: string;
  readonly instanceId: string;
  /** Of the procedure for secrets, where one began. */
  readonly spillId: string | null;
}

/** What stands in place of a title where nothing may be told. */
const SECRET_TITLE = 'Nghi lộ bí mật nhà nước';

/**
 * Takes the report of anybody in the office, and begins its case. A secret that lies in the system is locked here, in the same
 * transaction, and dealt with by its own procedure (148/QĐ-SCT art. 12.7); so is the account whose password was exposed
 * (47/QĐ-STP art. 15.5, 148/QĐ-SCT art. 12.5).
 * @throws IncidentRefusedError, AttachmentsNotLinkableError, and what `reportSpill` and `lockAccount` throw
 */
export function reportIncident({ reportSpill, lockAccount }: Pick<IncidentTools, 'reportSpill' | 'lockAccount'>): Command<ReportIncidentInput, ReportedIncident> {
  return {
    name: 'incidents.report-incident',
    request: ({ groups: _groups, route: _route, exposureReporters: _reporters, accountSystems: _systems, ...sent }) => sent,
    async run(context, { groups, route, ...input }) {
      const person = { login: context.caller.actor, groups };
      const findings = await findFaults(context, person, input);
      if (findings.length > 0) throw new IncidentRefusedError(findings);
      // Before anything else is locked: it locks instances and documents in the order of all who do.
      const spill = input.reportedId === undefined ? null : await reportSpill(context, { reportedId: input.reportedId, groups });
      const report = { ...input, id: newId(), route, title: input.title ?? SECRET_TITLE, unit: input.unit ?? unitOf(person), spillId: spill?.id ?? null };
      const label = await labelOf(context);
      const instanceId = await startCase(context, label, report, input.accountSystems);
      await insert(context, label, instanceId, report);
      if (input.attachmentIds.length > 0) await linkAttachments(context, input.attachmentIds, { incidentId: report.id });
      await recordEvent(context, report.id, { kind: 'reported', actor: person.login });
      if (isAccountUnknown(report)) await recordEvent(context, report.id, { kind: 'account-unknown', actor: person.login, text: exposedWhat(report) });
      if (input.exposedLogin !== undefined) {
        // Not by a job of the case: one that comes late would shut out who has just got a new password.
        const reason = `incident ${label}: password exposed`;
        await lockAccount(context, { login: input.exposedLogin, reason, systems: input.accountSystems });
        await recordEvent(context, report.id, { kind: 'locked', actor: 'system', text: input.exposedLogin });
      }
      return { id: report.id, label, instanceId, spillId: report.spillId };
    },
  };
}

interface Report extends IncidentInput {
  readonly id: string;
  readonly route: string;
  readonly title: string;
  readonly unit: string | undefined;
  readonly spillId: string | null;
}

function unitOf({ groups }: Person): string | undefined {
  return groups.find((group) => group.startsWith('unit:'))?.slice('unit:'.length);
}

async function labelOf({ tx }: CommandContext): Promise<string> {
  const [next] = await tx.query<{ number: string }>(`select nextval('incident_number') as number`);
  return `SC-${next!.number}`;
}

async function startCase(context: CommandContext, label: string, report: Report, accountSystems: readonly string[]): Promise<string> {
  const { instanceId } = await context.run(startInstance, {
    key: 'incident-escalation',
    businessKey: report.id,
    variables: {
      incidentId: report.id,
      label,
      subject: report.title,
      description: report.description ?? null,
      systemsText: report.systems.join(', '),
      incidentKind: report.kind,
      severity: report.severity,
      incidentRoute: report.route,
      reporter: context.caller.actor,
      reporterUnit: report.unit ?? null,
      secretReported: report.spillId !== null,
      accountUnknown: isAccountUnknown(report),
      exposedWhat: exposedWhat(report),
      accountSystems: [...accountSystems],
      hopNumber: 0,
      again: false,
      measureDue: true,
      stillAsked: [],
      hopDecision: null,
      fixDecision: null,
      fixText: null,
      reopenReason: null,
      handler: null,
    },
  });
  return instanceId;
}

async function insert({ tx, now, caller }: CommandContext, label: string, instanceId: string, report: Report): Promise<void> {
  await tx.execute(
    `insert into incident (id, number, reporter, unit_code, kind, severity, systems, title, description, attachment_ids, exposed_login,
                           spill_id, route, reported_at, instance_id, asked_groups)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      report.id,
      label.slice('SC-'.length),
      caller.actor,
      report.unit ?? null,
      report.kind,
      report.severity,
      report.systems,
      report.title,
      report.description ?? null,
      report.attachmentIds,
      report.exposedLogin ?? null,
      report.spillId,
      report.route,
      now,
      instanceId,
      askedAtOnce(report),
    ],
  );
}
