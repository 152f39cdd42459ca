import { type Command, correlateMessage } from '#runtime';
import { DutyStateError } from '../errors.js';
import { periodOf } from '../period.js';
import { type ProgrammePeriod, type ProgrammeStatus, sayProgramme } from './programme.js';

export interface AskForProgrammeInput {
  readonly period: ProgrammePeriod;
}

/**
 * The chief of office has the programme of the running period opened: the system is new, or there was to be none and now there is.
 * The case opens it a moment later; one at a time for a period.
 * @throws DutyStateError where the period has one, MessageNotCorrelatedError where one is being opened or the process is not deployed
 */
export const askForProgramme: Command<AskForProgrammeInput, { readonly instanceId: string }> = {
  name: 'duties.ask-for-programme',
  async run(context, { period }) {
    const { tx, now, zone } = context;
    const days = periodOf(period, now, zone);
    const [there] = await tx.query<{ status: ProgrammeStatus }>(
      `select status from work_programme where period = $1 and first_day = $2 and status <> 'cancelled'`,
      [period, days.firstDay],
    );
    if (there !== undefined) throw new DutyStateError(sayProgramme({ period, ...days }), there.status, 'opening it');
    const asked = { message: 'work-programme.asked', correlationKey: `${period}:${days.firstDay}`, variables: { periodKind: period } };
    const { instanceId } = await context.run(correlateMessage, { ...asked, mustMatch: true });
    context.audit({ subject: 'process-instance', subjectId: instanceId!, detail: { event: 'asked-for', period, ...days } });
    return { instanceId: instanceId! };
  },
};
