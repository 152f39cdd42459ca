import { newId } from '#foundation';
import { type Command, type CommandContext, correlateMessage, type CorrelateMessageInput, MessageNotCorrelatedError } from '#runtime';
import { ProgrammeOpenError } from '../errors.js';
import { periodOf } from '../period.js';
import { type ProgrammePeriod, sayProgramme } from './programme.js';

export interface AskForProgrammeInput {
  readonly period: ProgrammePeriod;
}

/**
 * The chief of office has the programme of the running period opened: the system is new, or there was to be none and now there is.
 * The case opens it a moment later; one at a time for a period.
 * @returns the case, and the id that the programme will have
 * @throws ProgrammeOpenError where the period has one or a case is about to open one, MessageNotCorrelatedError where the process is not deployed
 */
export const askForProgramme: Command<AskForProgrammeInput, { readonly instanceId: string; readonly programmeId: string }> = {
  name: 'duties.ask-for-programme',
  async run(context, { period }) {
    const { tx, now, zone } = context;
    const days = periodOf(period, now, zone);
    const [there] = await tx.query<{ id: string }>(
      `select id from work_programme where period = $1 and first_day = $2 and status <> 'cancelled'`,
      [period, days.firstDay],
    );
    if (there !== undefined) throw new ProgrammeOpenError(sayProgramme({ period, ...days }), there.id);
    const programmeId = newId();
    const asked = { message: 'work-programme.asked', correlationKey: `${period}:${days.firstDay}`, variables: { periodKind: period, programmeId } };
    const instanceId = await begin(context, asked, sayProgramme({ period, ...days }));
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { event: 'asked-for', period, ...days } });
    return { instanceId, programmeId };
  },
};

async function begin(context: CommandContext, asked: CorrelateMessageInput & { readonly correlationKey: string }, label: string): Promise<string> {
  try {
    const { instanceId } = await context.run(correlateMessage, { ...asked, mustMatch: true });
    return instanceId!;
  } catch (error) {
    if (!(error instanceof MessageNotCorrelatedError)) throw error;
    const begun = await context.tx.query(`select from process_instance where start_key = 'work-programme:' || $1 and status = 'active'`, [asked.correlationKey]);
    throw begun.length > 0 ? new ProgrammeOpenError(label) : error;
  }
}
