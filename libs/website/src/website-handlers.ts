import type { JobHandler } from '#runtime';
import { recordArticleStepHandler } from './articles/record-article-step.handler.js';
import { findCheckersHandler } from './questions/find-checkers.handler.js';
import { mailAskerHandler, openAnswerDeadlineHandler, publishAnswerHandler, type QuestionReach } from './questions/question-handlers.js';
import type { WebsiteTools } from './website-tools.js';

/** Service tasks of the topics `website.*`. */
export function websiteHandlers(tools: WebsiteTools, reach: () => QuestionReach): JobHandler[] {
  return [recordArticleStepHandler(tools), openAnswerDeadlineHandler(tools), findCheckersHandler(tools), publishAnswerHandler(), mailAskerHandler(reach)];
}
