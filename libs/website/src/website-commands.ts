import { correctArticle } from './articles/correct-article.command.js';
import { reviseArticle } from './articles/revise-article.command.js';
import { saveSection } from './articles/save-section.command.js';
import { submitArticle } from './articles/submit-article.command.js';
import { takeDownArticle } from './articles/take-down-article.command.js';
import { withdrawArticle } from './articles/withdraw-article.command.js';
import { askQuestion } from './questions/ask-question.command.js';
import { turnAwayComplaint } from './questions/turn-away-complaint.command.js';
import { removeAskers } from './questions/remove-askers.command.js';
import { correctAnswer } from './questions/correct-answer.command.js';
import { keepAnswer } from './questions/keep-answer.command.js';
import { takeDownAnswer } from './questions/take-down-answer.command.js';
import { withdrawQuestion } from './questions/withdraw-question.command.js';
import { writeAnswer } from './questions/write-answer.command.js';
import type { WebsiteTools } from './website-tools.js';

/** What people do about the website beside the tasks of a case, with what the app hands in. */
export function websiteCommands(tools: WebsiteTools) {
  return {
    submit: submitArticle(tools),
    revise: reviseArticle,
    correct: correctArticle(tools),
    withdraw: withdrawArticle(tools),
    saveSection: saveSection(tools),
    takeDown: takeDownArticle(tools),
    ask: askQuestion(tools),
    withdrawQuestion,
    writeAnswer,
    takeDownAnswer,
    correctAnswer,
    keepAnswer,
    turnAwayComplaint,
    removeAskers: removeAskers(tools),
  };
}
