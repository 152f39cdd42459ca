import { farOffFindings } from '#calendar';
import type { Transaction } from '#database';
import { dateInZone, type Finding, newId } from '#foundation';
import { type Command, type CommandContext, startInstance, type Tell } from '#runtime';
import type { Person } from '../assignment.js';
import { AssignmentRefusedError } from '../errors.js';
import { lastDayFindings } from '../leavers.js';
import { recordEvent } from '../record-event.js';
import { type Addressee, findAddressee } from './addressee.js';
import type { AssignmentInput } from './assignment.schema.js';

export interface GiveAssignmentInput extends AssignmentInput {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** Throws unless a person may read an incoming document. Documents are another lib's, so the app hands it in. */
export type RequireDocument = (tx: Transaction, person: Person, documentId: string) => Promise<void>;

/**
 * Gives work: the wording, its case and, where the process finds no date, the time that its table gives
 * (171/QĐ-BDT §9, 47/QĐ-STP §13.3).
 * @throws AssignmentForbiddenError, AssignmentRefusedError, and what `requireDocument` throws
 */
export function giveAssignment(tell: Tell, requireDocument: RequireDocument): Command<GiveAssignmentInput, { id: string; instanceId: string }> {
  return {
    name: 'assignments.give-assignment',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { groups, ...input }) {
      const person = { login: context.caller.actor, groups };
      const addressee = await findAddressee(context, person, input);
      const findings = [...(await findingsOf(context, person, input)), ...(await lastDayFindings(context, addressee, input))];
      if (findings.length > 0) throw new AssignmentRefusedError(findings);
      if (input.sourceDocumentId !== undefined) await requireDocument(context.tx, person, input.sourceDocumentId);
      const id = newId();
      const instanceId = await startCase(context, id, input, addressee);
      await insert(context, id, instanceId, input, addressee);
      await recordEvent(context, id, { kind: 'given', actor: person.login, assignee: addressee.assignee });
      await tell(
        context,
        { people: input.coordinatingPeople, groups: input.coordinatingUnits.map((unit) => `head:${unit}`) },
        { title: 'Phối hợp thực hiện việc được giao', body: input.title, instanceId, event: `assignment-coordination:${id}` },
      );
      return { id, instanceId };
    },
  };
}

async function findingsOf({ tx, now, zone }: CommandContext, person: Person, input: AssignmentInput): Promise<Finding[]> {
  const { dueAt, workingDays, workFileId, coordinatingPeople, coordinatingUnits } = input;
  const findings: Finding[] = [];
  if (dueAt !== undefined) {
    findings.push(...farOffFindings('dueAt', dueAt, now));
    if (new Date(dueAt) <= new Date(now)) findings.push({ where: 'dueAt', what: 'lies in the past' });
    if (workingDays !== undefined) findings.push({ where: 'workingDays', what: 'and dueAt: give one of the two' });
  }
  const unknown = await tx.query<{ name: string }>(
    `select given as name from unnest($1::text[]) as given where not exists (select from person where login = given)
     union all select given from unnest($2::text[]) as given
       where not exists (select from unit where code = given and lives_on(unit, $3))`,
    [coordinatingPeople, coordinatingUnits, dateInZone(now, zone)],
  );
  findings.push(...unknown.map(({ name }) => ({ where: 'coordinators', what: `${name} is not in the directory` })));
  if (workFileId !== undefined && !(await isInOpenFile(tx, person, workFileId))) {
    findings.push({ where: 'workFileId', what: 'is no open work file of yours' });
  }
  return findings;
}

async function isInOpenFile(tx: Transaction, { login, groups }: Person, workFileId: string): Promise<boolean> {
  const found = await tx.query(
    `select from work_file f join work_file_access access on access.work_file_id = f.id
     where f.id = $1 and f.status = 'open' and (access.login = $2 or access.group_name = any($3::text[]))
     for share of f`,
    [workFileId, login, groups],
  );
  return found.length > 0;
}

async function startCase(context: CommandContext, id: string, input: AssignmentInput, { unit, assignee }: Addressee): Promise<string> {
  const { title, content, kind, urgency, dueAt, workingDays } = input;
  const { instanceId } = await context.run(startInstance, {
    key: 'assignment',
    businessKey: id,
    variables: {
      assignmentId: id,
      subject: title,
      content,
      assignmentKind: kind,
      urgency,
      assigner: context.caller.actor,
      assignedUnit: unit,
      toUnit: assignee === null,
      assignee,
      accepted: false,
      dueAt: dueAt === undefined ? null : new Date(dueAt).toISOString(),
      handlingTime: workingDays === undefined ? null : `P${workingDays}D`,
    },
  });
  return instanceId;
}

async function insert(
  { tx, now, caller }: CommandContext,
  id: string,
  instanceId: string,
  input: AssignmentInput,
  { unit, assignee }: Addressee,
): Promise<void> {
  await tx.execute(
    `insert into assignment (id, assigner, unit_code, to_unit, assignee, coordinating_people, coordinating_units, kind, urgency,
                             report_every_days, work_file_id, source_document_id, instance_id, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      caller.actor,
      unit,
      assignee === null,
      assignee,
      input.coordinatingPeople,
      input.coordinatingUnits,
      input.kind,
      input.urgency,
      input.reportEveryDays ?? null,
      input.workFileId ?? null,
      input.sourceDocumentId ?? null,
      instanceId,
      now,
    ],
  );
  await tx.execute(
    `insert into assignment_wording (assignment_id, version, title, content, written_by, written_at) values ($1, 1, $2, $3, $4, $5)`,
    [id, input.title, input.content, caller.actor, now],
  );
}
