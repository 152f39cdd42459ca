import type { JobHandler } from '#runtime';
import { groupNotifier, type MembersOf } from './notify-group.js';
import { remindHandler } from './remind.handler.js';
import { tellHandler } from './tell.handler.js';

/** The service-task handlers of this lib, for the registry of the program. */
export function notificationsHandlers(directory: { membersOf: MembersOf }): JobHandler[] {
  return [remindHandler(directory.membersOf), tellHandler(groupNotifier(directory.membersOf))];
}
