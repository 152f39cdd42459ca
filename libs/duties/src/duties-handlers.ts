import type { JobHandler } from '#runtime';
import type { DutyTools } from './duty.js';
import { collectProgrammeHandler } from './programme/collect-programme.handler.js';
import { openProgrammeHandler } from './programme/open-programme.handler.js';

/** Service tasks of the topics `duties.*`. */
export function dutiesHandlers(tools: DutyTools): JobHandler[] {
  return [openProgrammeHandler(tools), collectProgrammeHandler()];
}
