import type { JobHandler } from '#runtime';
import { beginMovingHandler } from '../moving/begin-moving.handler.js';
import { refuseHandler } from '../moving/refuse.handler.js';
import { switchUnitHandler } from '../moving/switch-unit.handler.js';
import { beginLeavingHandler } from './begin-leaving.handler.js';
import { endAccessHandler } from './end-access.handler.js';
import { finishHandler } from './finish.handler.js';
import { handOverMailboxesHandler } from './hand-over-mailboxes.handler.js';
import type { LeavingTools } from './leaving-tools.js';
import { type LeavingReach, moveWorkHandler } from './move-work.handler.js';
import { undoHandler } from './undo.handler.js';

/** Service tasks of `account-offboarding` and `account-transfer`. @param reach asked when a job runs */
export function leavingHandlers(tools: LeavingTools, reach: () => LeavingReach): JobHandler[] {
  const systems = () => reach().systems;
  return [
    beginLeavingHandler(tools, systems),
    beginMovingHandler(tools, systems),
    endAccessHandler(tools),
    finishHandler(tools),
    handOverMailboxesHandler(tools),
    moveWorkHandler(tools, reach),
    refuseHandler(tools),
    switchUnitHandler(tools),
    undoHandler(tools),
  ];
}
