import type { JobHandler, Tell } from '#runtime';
import { announceOverdueHandler } from './steps/announce-overdue.handler.js';
import { enterDeadlineHandler } from './steps/enter-deadline.handler.js';
import { recordStepHandler } from './steps/record-step.handler.js';

/** Service tasks of the topics `assignments.*`. */
export function assignmentsHandlers(tell: Tell): JobHandler[] {
  return [enterDeadlineHandler, recordStepHandler, announceOverdueHandler(tell)];
}
