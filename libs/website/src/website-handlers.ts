import type { JobHandler } from '#runtime';
import { recordArticleStepHandler } from './articles/record-article-step.handler.js';
import { findCheckersHandler } from './questions/find-checkers.handler.js';
import { mailAskerHandler, type QuestionReach } from './questions/mail-asker.handler.js';
import { openAnswerDeadlineHandler } from './questions/open-answer-deadline.handler.js';
import { publishAnswerHandler } from './questions/publish-answer.handler.js';
import type { WebsiteTools } from './website-tools.js';

/** Service tasks of the topics `website.*`. */
export function websiteHandlers(tools: WebsiteTools, reach: () => QuestionReach): JobHandler[] {
  return [recordArticleStepHandler(tools), openAnswerDeadlineHandler(tools), findCheckersHandler(tools), publishAnswerHandler(), mailAskerHandler(reach)];
}
