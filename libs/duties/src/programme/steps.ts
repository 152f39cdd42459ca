import type { CommandContext } from '#runtime';
import { caseOfTask, type CompletedDutyStep, type DutyStep, type DutyTools, holdsOne, textOf } from '../duty.js';
import { DutyForbiddenError, DutyRefusedError, DutyStateError } from '../errors.js';
import { findFaults } from './find-faults.js';
import type { PartContent } from './part.schema.js';
import { asJson, lockProgrammeOfCase, OFFICE_GROUPS, type PartRecord, type ProgrammeRecord, type ProgrammeStatus, readPart, sayProgramme } from './programme.js';

/** @throws DutyStateError */
export function requireProgrammeStatus(programme: ProgrammeRecord, allowed: readonly ProgrammeStatus[], act: string): void {
  if (!allowed.includes(programme.status)) throw new DutyStateError(sayProgramme(programme), programme.status, act);
}

/** The steps of the case, as the property `dutyStep` of its tasks names them. */
export const PROGRAMME_STEPS = ['publish-part', 'collect-programme', 'approve-programme'] as const;

/**
 * Who does a step, however the task has come to him: the unit publishes by its head, the office collects, a leader approves who has
 * not collected himself, nor stands in for whoever has.
 * @throws DutyForbiddenError, ProgrammeNotFoundError
 */
export async function refuseUnfitForProgramme({ tx }: CommandContext, step: DutyStep): Promise<void> {
  const programme = await lockProgrammeOfCase(tx, await caseOfTask(tx, step.taskId));
  const name = step.properties['dutyStep'];
  if (name === 'publish-part') {
    const part = await readPart(tx, programme.id, unitOf(step));
    if (part === undefined || !holdsOne(step.person, part.groups)) throw new DutyForbiddenError(`publish the part of ${unitOf(step)}: its head does`);
  }
  if (name === 'collect-programme' && !holdsOne(step.person, OFFICE_GROUPS)) throw new DutyForbiddenError('collect the programme: the office does');
  if (name !== 'approve-programme') return;
  if (!step.person.groups.includes('leader')) throw new DutyForbiddenError('approve the programme: a leader does');
  const { login, groups } = step.person;
  if (login === programme.collectedBy || groups.includes(`deputy-of:${programme.collectedBy}`)) {
    throw new DutyForbiddenError('approve what you, or whom you stand in for, have collected');
  }
}

/**
 * Writes down what was decided where the task is completed: no later job and no variable says that somebody has published or approved.
 * @throws DutyForbiddenError, DutyRefusedError, DutyStateError, ProgrammeNotFoundError
 */
export async function recordProgrammeStep(context: CommandContext, { tell }: DutyTools, step: CompletedDutyStep): Promise<void> {
  await refuseUnfitForProgramme(context, step);
  const { tx, now } = context;
  const { person, values } = step;
  const programme = await lockProgrammeOfCase(tx, await caseOfTask(tx, step.taskId));
  const { id, instanceId } = programme;
  const name = step.properties['dutyStep'];
  if (name === 'publish-part') {
    requireProgrammeStatus(programme, ['writing'], 'publishing a part');
    const part = (await readPart(tx, id, unitOf(step)))!;
    await publishVersion(context, programme, part, { content: part.draft, by: person.login, byOffice: part.byOffice, reason: null });
  } else if (name === 'collect-programme') {
    requireProgrammeStatus(programme, ['collecting'], 'collecting it');
    await tx.execute(`update work_programme set status = 'approving', summary = $2, collected_by = $3, collected_at = $4 where id = $1`, [
      id,
      textOf(values, 'summary'),
      person.login,
      now,
    ]);
    context.audit({ subject: 'work-programme', subjectId: id, detail: { event: 'collected' } });
  } else {
    requireProgrammeStatus(programme, ['approving'], 'approving it');
    const approved = values['decision'] === 'approve';
    await tx.execute(
      approved
        ? `update work_programme set status = 'published', approved_by = $2, approved_at = $3, remark = $4 where id = $1`
        : `update work_programme set status = 'collecting', remark = $4 where id = $1 and $2::text is not null and $3::timestamptz is not null`,
      [id, person.login, now, textOf(values, 'note')],
    );
    context.audit({ subject: 'work-programme', subjectId: id, detail: { event: approved ? 'approved' : 'returned' } });
    if (!approved) return;
    await tx.execute('update programme_part set approved_version = version where programme_id = $1', [id]);
    const notice = { title: `${sayProgramme(programme)} đã được duyệt`, body: 'Xem ở mục Chương trình công tác.', instanceId };
    const units = await tx.query<{ unit: string }>('select unit_code as unit from programme_part where programme_id = $1 order by 1', [id]);
    await tell(context, { people: [], groups: ['leader', ...units.map(({ unit }) => `unit:${unit}`)] }, { ...notice, event: `programme-approved:${id}` });
  }
}

/** Adds a version to a part. @throws DutyRefusedError with all that is wrong in it */
export async function publishVersion(
  { tx, now, audit }: CommandContext,
  programme: ProgrammeRecord,
  { unit, version }: Pick<PartRecord, 'unit' | 'version'>,
  publication: { readonly content: PartContent; readonly by: string; readonly byOffice: boolean; readonly reason: string | null },
): Promise<number> {
  const { content, by, byOffice, reason } = publication;
  const findings = findFaults(content, programme);
  if (findings.length > 0) throw new DutyRefusedError(findings);
  await tx.execute(
    `insert into programme_version (programme_id, unit_code, version, content, by_office, reason, published_by, published_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [programme.id, unit, version + 1, asJson(content), byOffice, reason, by, now],
  );
  await tx.execute(
    `update programme_part set version = $3, draft = $4, revision = revision + 1, written_by = $5, written_at = $6 where programme_id = $1 and unit_code = $2`,
    [programme.id, unit, version + 1, asJson(content), by, now],
  );
  audit({ subject: 'work-programme', subjectId: programme.id, detail: { event: 'published', unit, version: version + 1, byOffice } });
  return version + 1;
}

function unitOf({ variables }: DutyStep): string {
  const part = variables['part'];
  const unit = part !== null && typeof part === 'object' && 'unit' in part ? part['unit'] : undefined;
  return typeof unit === 'string' ? unit : '';
}
