import { assignTask } from './assign-task.command.js';
import { askOpinions } from './consultation/ask-opinions.command.js';
import { giveOpinion } from './consultation/give-opinion.command.js';
import { moveQuestion } from './consultation/move-question.command.js';
import { withdrawQuestion } from './consultation/withdraw-question.command.js';
import { handOverTask } from './handling/hand-over-task.command.js';
import type { HandlingTools } from './handling/handling-tools.js';
import { moveTask } from './handling/move-task.command.js';
import { recallTask } from './handling/recall-task.command.js';
import { recordOpening } from './handling/record-opening.command.js';
import { returnTask } from './handling/return-task.command.js';

/** What people do with tasks that concerns others too, with what the app hands in. */
export function taskCommands(tools: HandlingTools) {
  return {
    assign: assignTask(tools),
    handOver: handOverTask(tools),
    move: moveTask(tools),
    return: returnTask(tools),
    recall: recallTask(tools),
    recordOpening: recordOpening(tools),
    askOpinions: askOpinions(tools),
    giveOpinion: giveOpinion(tools),
    moveQuestion: moveQuestion(tools),
    withdrawQuestion: withdrawQuestion(tools),
  };
}
