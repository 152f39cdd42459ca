import { dateInZone } from '#foundation';
import { type Command, type CommandContext, correlateMessage, lockCase } from '#runtime';
import type { DutyTools } from '../duty.js';
import { DutyStateError, ProgrammeNotFoundError } from '../errors.js';
import type { PartContent } from './part.schema.js';
import { asJson, lockProgramme, OFFICE_GROUPS, type PartRecord, type ProgrammeRecord, readPart, sayProgramme } from './programme.js';
import { requirePublisher } from './rights.js';
import { publishVersion } from './steps.js';

export interface CorrectPartInput {
  readonly programmeId: string;
  readonly unit: string;
  readonly content: PartContent;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * The head puts right what his unit has published, publishes late, or for a unit that began on the way: as a further version, with
 * its reason; the one before stays. While its task waits, that is completed instead. What waits for approval goes back to the office:
 * nobody approves what he has not read. After the approval the unit and whoever approved hear of it.
 * @throws ProgrammeNotFoundError, DutyForbiddenError, DutyRefusedError, DutyStateError, MessageNotCorrelatedError
 */
export function correctPart({ tell }: DutyTools): Command<CorrectPartInput, { readonly version: number }> {
  return {
    name: 'duties.correct-part',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { programmeId, unit, content, reason, groups }) {
      const { tx, now, caller } = context;
      const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from work_programme where id = $1', [programmeId]);
      if (found === undefined) throw new ProgrammeNotFoundError(`work programme ${programmeId}`);
      const goesOn = await lockCase(tx, found.instanceId);
      const programme = await lockProgramme(tx, programmeId);
      const part = (await readPart(tx, programmeId, unit)) ?? (await newUnit(context, unit, content));
      requirePublisher({ login: caller.actor, groups }, part);
      if (programme.status === 'cancelled') throw new DutyStateError(sayProgramme(programme), programme.status, 'publishing');
      if (part.version === 0 && !part.missing && part.revision > 0 && programme.status === 'writing') {
        throw new DutyStateError(sayProgramme(programme), programme.status, 'publishing another way than by the task', 'Complete the task of the unit.');
      }
      if (part.revision === 0) {
        await tx.execute(
          `insert into programme_part (programme_id, unit_code, groups, by_office, draft, written_by, written_at, approved_version) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [programmeId, unit, part.groups, part.byOffice, asJson(content), caller.actor, now, programme.status === 'published' ? 0 : null],
        );
      }
      const version = await publishVersion(context, programme, part, { content, by: caller.actor, byOffice: part.byOffice, reason });
      if (programme.status === 'approving') await collectAnew(programme, unit, goesOn);
      if (programme.status === 'published') await tellOf(programme, unit, version);
      return { version };

      async function collectAnew({ id, instanceId, ...what }: ProgrammeRecord, of: string, active: boolean): Promise<void> {
        await context.run(correlateMessage, { message: 'work-programme.corrected', correlationKey: id, mustMatch: active });
        await tx.execute(`update work_programme set status = 'collecting' where id = $1`, [id]);
        const body = `${of} đã đính chính khi chương trình đang chờ duyệt: Văn phòng tổng hợp lại, lãnh đạo duyệt bản mới. Lý do: ${reason}`;
        await tell(context, { people: [], groups: [...OFFICE_GROUPS, 'leader'] }, { title: `${sayProgramme(what)}: tổng hợp lại`, body, instanceId, event: `programme-corrected:${id}:${of}:${now}` });
      }

      async function tellOf({ id, instanceId, approvedBy, ...what }: ProgrammeRecord, of: string, published: number): Promise<void> {
        const notice = { title: `${sayProgramme(what)}: ${of} đính chính`, body: `Sau khi đã duyệt. Lý do: ${reason}`, instanceId, event: `programme-corrected:${id}:${of}:${published}` };
        await tell(context, { people: approvedBy === null ? [] : [approvedBy], groups: [`head:${of}`, `unit:${of}`, 'chief-of-office'] }, notice);
      }
    },
  };
}

/** A unit that was not there when the programme was opened. @throws ProgrammeNotFoundError */
async function newUnit({ tx, now, zone }: CommandContext, unit: string, content: PartContent): Promise<PartRecord> {
  const [found] = await tx.query<{ byOffice: boolean }>(
    `select exists (select from programme_office_unit o where o.unit_code = u.code) as "byOffice" from unit u
     where u.code = $1 and lives_on(u, $2) and u.kind <> 'leadership'`,
    [unit, dateInZone(now, zone)],
  );
  if (found === undefined) throw new ProgrammeNotFoundError(`unit ${unit} that publishes in that programme`);
  const by = found.byOffice ? [...OFFICE_GROUPS] : [`head:${unit}`];
  return { unit, groups: by, byOffice: found.byOffice, draft: content, revision: 0, version: 0, missing: false };
}
