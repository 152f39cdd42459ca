import { ANSWERED } from '../obligations/end-work-on-answered.js';
import { REOPENED } from '../obligations/lead-back.js';
import { OfficeMessageError } from './errors.js';
import { MESSAGES, REPLY_MESSAGES } from './running-case.js';

const OF_INSTRUCTIONS = [MESSAGES, REPLY_MESSAGES].flatMap((messages) => Object.values(messages));
const OF_REPLIES: readonly string[] = [ANSWERED, REOPENED];

/**
 * By these messages the office tells a case what it has decided and recorded. Sent by hand they would change the case past its
 * rules and leave what is recorded behind. @throws OfficeMessageError with the act that sends it
 */
export function refuseOfficeMessage(message: string): void {
  if (OF_INSTRUCTIONS.some((known) => known === message)) {
    throw new OfficeMessageError(message, 'Change the instruction (PUT /incoming-documents/{id}/instruction) or take it back (POST …/instruction/recall)');
  }
  if (OF_REPLIES.includes(message)) {
    throw new OfficeMessageError(message, 'Link or remove an answer (POST /reply-obligations/{id}/answers), or void its number');
  }
}
