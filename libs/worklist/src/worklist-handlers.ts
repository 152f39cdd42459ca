import type { JobHandler } from '#runtime';
import { escalateHandler, type NotifyGroup } from './escalate.handler.js';

/** The service-task handlers of this lib, for the registry of the program. */
export function worklistHandlers(notifications: { notifyGroup: NotifyGroup }): JobHandler[] {
  return [escalateHandler(notifications.notifyGroup)];
}
