import type { JobHandler } from '#runtime';
import type { BackupCheckTools } from './backup-check-tools.js';
import { beginRunHandler } from './begin-run.handler.js';
import { createHandler } from './create.handler.js';
import { recordCarriedHandler, recordStoppedHandler } from './record-end.handlers.js';
import { verifyHandler } from './verify.handler.js';

/** Service tasks of the topics `backup.*`. @param tools asked when a job runs */
export function backupHandlers(tools: () => BackupCheckTools): JobHandler[] {
  return [beginRunHandler, createHandler(tools), verifyHandler(tools), recordCarriedHandler, recordStoppedHandler];
}
