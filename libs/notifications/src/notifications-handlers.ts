import type { JobHandler } from '#runtime';
import type { MembersOf } from './notify-group.js';
import { remindHandler } from './remind.handler.js';

/** The service-task handlers of this lib, for the registry of the program. */
export function notificationsHandlers(directory: { membersOf: MembersOf }): JobHandler[] {
  return [remindHandler(directory.membersOf)];
}
