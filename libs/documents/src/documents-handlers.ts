import type { JobHandler } from '#runtime';
import { closeIncomingHandler } from './incoming/close-incoming.handler.js';
import { recordInstructionHandler } from './incoming/record-instruction.handler.js';
import { recordReceiptHandler } from './instructions/record-receipt.handler.js';
import { recordReinstructionHandler } from './instructions/record-reinstruction.handler.js';
import { recordReturnHandler } from './instructions/record-return.handler.js';
import { recordContributionHandler } from './contributions/record-contribution.handler.js';
import { recordMissingContributionHandler } from './contributions/record-missing-contribution.handler.js';
import { issueOutgoingHandler } from './outgoing/issue-outgoing.handler.js';
import { recordSignatureHandler } from './outgoing/record-signature.handler.js';
import { sendOutgoingHandler } from './outgoing/recipients/send-outgoing.handler.js';
import { saveDraftHandler } from './outgoing/save-draft.handler.js';

/** Service tasks of the topics `documents.*` that need nothing of the app. */
export const documentsHandlers: readonly JobHandler[] = [
  recordInstructionHandler,
  recordReturnHandler,
  recordReinstructionHandler,
  recordReceiptHandler,
  closeIncomingHandler,
  recordContributionHandler,
  recordMissingContributionHandler,
  saveDraftHandler,
  recordSignatureHandler,
  issueOutgoingHandler,
  sendOutgoingHandler,
];
