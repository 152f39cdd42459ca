import type { JobHandler } from '#runtime';
import type { IncidentTools } from './incident.js';
import { askHopHandler } from './steps/ask-hop.handler.js';
import { lockFoundHandler } from './steps/lock-found.handler.js';
import { recordStepHandler } from './steps/record-step.handler.js';

/** Service tasks of the topics `incidents.*`. */
export function incidentsHandlers(tools: IncidentTools): JobHandler[] {
  return [askHopHandler(tools), lockFoundHandler(tools), recordStepHandler(tools)];
}
