import { dateInZone } from '#foundation';
import { type Command, correlateMessage } from '#runtime';

/**
 * The chief of office or IT begins a round beside those of the month: the system is new, or the last was ended by mistake. A mailbox
 * that another round asks about is not asked about twice.
 * @throws MessageNotCorrelatedError where one that was asked for today still runs, or the process is not deployed
 */
export const askForDormantRound: Command<void, { readonly instanceId: string }> = {
  name: 'directory.ask-for-dormant-round',
  async run(context) {
    const correlationKey = dateInZone(context.now, context.zone);
    const { instanceId } = await context.run(correlateMessage, { message: 'dormant-round.asked', correlationKey, mustMatch: true });
    context.audit({ subject: 'mailbox', subjectId: 'dormant', detail: { askedFor: instanceId } });
    return { instanceId: instanceId! };
  },
};
