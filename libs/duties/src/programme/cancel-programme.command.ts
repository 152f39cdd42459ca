import { type Command, correlateMessage, lockCase } from '#runtime';
import type { DutyTools } from '../duty.js';
import { ProgrammeNotFoundError } from '../errors.js';
import { lockProgramme, sayProgramme } from './programme.js';
import { requireProgrammeStatus } from './steps.js';

export interface CancelProgrammeInput {
  readonly programmeId: string;
  readonly reason: string;
}

/**
 * The chief of office says that there is no programme for this period; what is open ends, and what was published stays to be read.
 * Where an operator has ended the case before, only the record is brought in line.
 * @throws ProgrammeNotFoundError, DutyStateError, MessageNotCorrelatedError
 */
export function cancelProgramme({ tell }: DutyTools): Command<CancelProgrammeInput, void> {
  return {
    name: 'duties.cancel-programme',
    async run(context, { programmeId, reason }) {
      const { tx } = context;
      const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from work_programme where id = $1', [programmeId]);
      if (found === undefined) throw new ProgrammeNotFoundError(`work programme ${programmeId}`);
      const { instanceId } = found;
      const goesOn = await lockCase(tx, instanceId);
      const programme = await lockProgramme(tx, programmeId);
      requireProgrammeStatus(programme, ['writing', 'collecting', 'approving'], 'cancelling it');
      await context.run(correlateMessage, { message: 'work-programme.cancelled', correlationKey: programmeId, mustMatch: goesOn });
      await tx.execute(`update work_programme set status = 'cancelled', remark = $2 where id = $1`, [programmeId, reason]);
      context.audit({ subject: 'work-programme', subjectId: programmeId, detail: { event: 'cancelled' } });
      const units = await tx.query<{ unit: string }>('select unit_code as unit from programme_part where programme_id = $1 order by 1', [programmeId]);
      const notice = { title: `${sayProgramme(programme)}: không lập`, body: `Lý do: ${reason}`, instanceId, event: `programme-cancelled:${programmeId}` };
      await tell(context, { people: [], groups: units.map(({ unit }) => `head:${unit}`) }, notice);
    },
  };
}
