import type { JobHandler } from '#runtime';
import type { PersonnelTools } from '../personnel-tools.js';
import { beginMovingHandler } from './begin-moving.handler.js';
import { refuseHandler } from './refuse.handler.js';
import { switchUnitHandler } from './switch-unit.handler.js';

/** Service tasks of `account-transfer` beside those that it shares with who leaves; the refusal is that of `account-onboarding`, too. @param systems those beside our own, asked when a job runs */
export function movingHandlers(tools: PersonnelTools, systems: () => readonly string[]): JobHandler[] {
  return [beginMovingHandler(tools, systems), refuseHandler(tools), switchUnitHandler(tools)];
}
