import type { JobHandler } from '#runtime';
import type { PersonnelTools } from '../personnel-tools.js';
import { beginLeavingHandler } from './begin-leaving.handler.js';
import { endAccessHandler } from './end-access.handler.js';
import { finishHandler } from './finish.handler.js';
import { handOverMailboxesHandler } from './hand-over-mailboxes.handler.js';
import { type LeavingReach, moveWorkHandler } from './move-work.handler.js';
import { undoHandler } from './undo.handler.js';

/** Service tasks of `account-offboarding`, most of them of `account-transfer` as well. @param reach asked when a job runs */
export function leavingHandlers(tools: PersonnelTools, reach: () => LeavingReach): JobHandler[] {
  return [
    beginLeavingHandler(tools, () => reach().systems),
    endAccessHandler(tools),
    finishHandler(tools),
    handOverMailboxesHandler(tools),
    moveWorkHandler(tools, reach),
    undoHandler(tools),
  ];
}
