export { NotificationNotFoundError } from './errors.js';
export { listNotifications, type NotificationPage, type NotificationRow } from './list-notifications.query.js';
export { markAllRead } from './mark-all-read.command.js';
export { markRead, type MarkReadInput } from './mark-read.command.js';
export { notificationsHandlers } from './notifications-handlers.js';
export { groupNotifier, type MembersOf, type NotifyGroup } from './notify-group.js';
export { type Notice, notifyPeople } from './notify-people.js';
