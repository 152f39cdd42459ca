import { answerForPart } from './acts/answer-for-part.command.js';
import { correctIncident } from './acts/correct-incident.command.js';
import { mergeIncident } from './acts/merge-incident.command.js';
import { reportIncident } from './acts/report-incident.command.js';
import { takeOverIncident } from './acts/take-over-incident.command.js';
import { withdrawIncident } from './acts/withdraw-incident.command.js';
import type { IncidentTools } from './incident.js';

/** What people do with incidents beside the tasks of their case, with what the app hands in. */
export function incidentCommands(tools: Pick<IncidentTools, 'tell' | 'reportSpill' | 'lockAccount'>) {
  return {
    report: reportIncident(tools),
    merge: mergeIncident(tools),
    correct: correctIncident(tools),
    answer: answerForPart,
    takeOver: takeOverIncident(tools),
    withdraw: withdrawIncident(tools),
  };
}

export type IncidentCommands = ReturnType<typeof incidentCommands>;
