import type { Tell } from '#runtime';
import { changePerformer } from './acts/change-performer.command.js';
import { commentOnAssignment } from './acts/comment-on-assignment.command.js';
import { giveAssignment, type RequireDocument } from './acts/give-assignment.command.js';
import { handOverGiven } from './acts/hand-over-given.command.js';
import { handOverAssignment } from './acts/hand-over-assignment.command.js';
import { reassign } from './acts/reassign.command.js';
import { recallAssignment } from './acts/recall-assignment.command.js';
import { reportProgress } from './acts/report-progress.command.js';
import { rewordAssignment } from './acts/reword-assignment.command.js';

/** What people do with assignments beside the tasks of their case, with what the app hands in. */
export function assignmentCommands(tell: Tell, requireDocument: RequireDocument) {
  return {
    give: giveAssignment(tell, requireDocument),
    reword: rewordAssignment(tell),
    recall: recallAssignment(tell),
    reassign: reassign(tell),
    handOver: handOverAssignment(tell),
    handOverGiven: handOverGiven(tell),
    changePerformer: changePerformer(tell),
    reportProgress: reportProgress(tell),
    comment: commentOnAssignment(tell),
  };
}

export type AssignmentCommands = ReturnType<typeof assignmentCommands>;
