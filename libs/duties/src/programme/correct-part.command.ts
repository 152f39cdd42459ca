import { dateInZone } from '#foundation';
import type { Command } from '#runtime';
import { DutyStateError, ProgrammeNotFoundError } from '../errors.js';
import type { PartContent } from './part.schema.js';
import { asJson, lockProgramme, type PartRecord, readPart, sayProgramme } from './programme.js';
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
 * its reason; the one before stays. While its task waits, that is completed instead.
 * @throws ProgrammeNotFoundError, DutyForbiddenError, DutyRefusedError, DutyStateError
 */
export const correctPart: Command<CorrectPartInput, { readonly version: number }> = {
  name: 'duties.correct-part',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { programmeId, unit, content, reason, groups }) {
    const { tx, now, zone, caller } = context;
    const programme = await lockProgramme(tx, programmeId);
    const part = (await readPart(tx, programmeId, unit)) ?? (await newUnit());
    requirePublisher({ login: caller.actor, groups }, part);
    if (programme.status === 'cancelled') throw new DutyStateError(sayProgramme(programme), programme.status, 'publishing');
    if (part.version === 0 && !part.missing && part.revision > 0 && programme.status === 'writing') {
      throw new DutyStateError(sayProgramme(programme), programme.status, 'publishing another way than by the task', 'Complete the task of the unit.');
    }
    if (part.revision === 0) {
      await tx.execute(
        `insert into programme_part (programme_id, unit_code, groups, by_office, draft, written_by, written_at) values ($1, $2, $3, $4, $5, $6, $7)`,
        [programmeId, unit, part.groups, part.byOffice, asJson(content), caller.actor, now],
      );
    }
    return { version: await publishVersion(context, programme, part, { content, by: caller.actor, byOffice: part.byOffice, reason }) };

    /** A unit that was not there when the programme was opened. */
    async function newUnit(): Promise<PartRecord> {
      const [found] = await tx.query<{ byOffice: boolean }>(
        `select exists (select from programme_office_unit o where o.unit_code = u.code) as "byOffice" from unit u
         where u.code = $1 and lives_on(u, $2) and u.kind <> 'leadership'`,
        [unit, dateInZone(now, zone)],
      );
      if (found === undefined) throw new ProgrammeNotFoundError(`unit ${unit} that publishes in that programme`);
      const by = found.byOffice ? ['chief-of-office', 'manager'] : [`head:${unit}`];
      return { unit, groups: by, byOffice: found.byOffice, draft: content, revision: 0, version: 0, missing: false };
    }
  },
};
