import type { JobHandler } from '#runtime';
import { recordArticleStepHandler } from './articles/record-article-step.handler.js';
import type { WebsiteTools } from './website-tools.js';

/** Service tasks of the topics `website.*`. */
export function websiteHandlers(tools: WebsiteTools): JobHandler[] {
  return [recordArticleStepHandler(tools)];
}
