import type { JobHandler } from '#runtime';
import { recordSenderInformedHandler, recordSpillAssessmentHandler } from './spills/record-spill.handlers.js';
import { releaseContentHandler } from './spills/release-content.handler.js';
import { type RemovalTools, removeContentHandler } from './spills/remove-content.handler.js';

/** Service tasks of the process `secret-spill`. */
export function spillHandlers(tools: RemovalTools): JobHandler[] {
  return [releaseContentHandler, removeContentHandler(tools), recordSenderInformedHandler, recordSpillAssessmentHandler];
}
