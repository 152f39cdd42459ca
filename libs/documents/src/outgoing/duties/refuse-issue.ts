import { dateInZone, type JsonObject, yearInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { bookOfType, refuseClosedYear } from '../../books/book-for.js';
import { RecipientsNameNobodyError, RecipientsNotUnderstoodError } from '../recipients/errors.js';
import { parseRecipients, unreadableRecipients } from '../recipients/parse-recipients.js';
import { isAbove, resolveRecipients } from '../recipients/resolve-recipients.js';
import { refuseAnswerDay } from '../drafts/describe-draft.js';
import { OutgoingNotSignedError } from '../errors.js';
import type { DraftInHand } from './draft-in-hand.js';
import { NothingToSendError } from './errors.js';

/**
 * Refuses to complete the task of issuing with what the job that issues would fail on for good, with the task gone.
 * @param values as filled in; what the form leaves out is the model's to fill
 * @throws OutgoingNotSignedError, BookYearClosedError, RecipientsNameNobodyError, RecipientsNotUnderstoodError, NothingToSendError, AnswerDayRefusedError
 */
export async function refuseIssue(context: CommandContext, draft: DraftInHand, { recipients, book, answerExpectedOn }: JsonObject): Promise<void> {
  if (draft.status !== 'signed') throw new OutgoingNotSignedError(draft.id, draft.status);
  const { tx, now, zone } = context;
  const chosen = typeof book === 'string' && book !== '' ? book : await bookOfType(tx, 'outgoing', draft.type);
  await refuseClosedYear(tx, chosen, yearInZone(now, zone));
  refuseAnswerDay(context, draft.id, typeof answerExpectedOn === 'string' && answerExpectedOn !== '' ? answerExpectedOn : draft.answerExpectedOn);
  if (typeof recipients === 'string') await refuseRecipients(context, draft, recipients);
}

async function refuseRecipients({ tx, now, zone }: CommandContext, { id, files }: DraftInHand, recipients: string): Promise<void> {
  const written = parseRecipients(recipients);
  if (written.length === 0) throw new RecipientsNameNobodyError(id, recipients);
  const unreadable = unreadableRecipients(recipients);
  if (unreadable.length > 0) throw new RecipientsNotUnderstoodError(id, unreadable);
  const resolved = await resolveRecipients(tx, { documentId: id, day: dateInZone(now, zone) }, written);
  if (resolved.some(isAbove)) throw new RecipientsNameNobodyError(id, recipients);
  if (files > 0) return;
  const byMail = resolved.filter(({ kind }) => kind === 'mail');
  if (byMail.length > 0) throw new NothingToSendError(id, byMail.map(({ name }) => name));
}
