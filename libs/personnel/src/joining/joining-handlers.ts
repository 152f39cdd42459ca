import type { JobHandler } from '#runtime';
import { firstPasswordHandlers } from './first-password.handlers.js';
import type { JoiningTools } from './joining-tools.js';
import { registerHandler } from './register.handler.js';
import { undoJoiningHandler } from './undo-joining.handler.js';

/** Service tasks of `account-onboarding`. @param initialPasswordDays the life of first passwords, asked when a job runs */
export function joiningHandlers(tools: JoiningTools, initialPasswordDays: () => number): JobHandler[] {
  return [registerHandler(tools), undoJoiningHandler(tools), ...firstPasswordHandlers(initialPasswordDays)];
}
