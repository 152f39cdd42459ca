export { listNotifications } from './list-notifications.query.js';
export { markAllRead } from './mark-all-read.command.js';
export { markRead } from './mark-read.command.js';
export { notificationsHandlers } from './notifications-handlers.js';
export { groupNotifier } from './notify-group.js';
