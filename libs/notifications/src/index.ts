export { listNotifications } from './list-notifications.query.js';
export { type Mail, Mailer, type MailServer } from './mail/mailer.js';
export { markAllRead } from './mark-all-read.command.js';
export { markRead } from './mark-read.command.js';
export { notificationsHandlers } from './notifications-handlers.js';
export { groupNotifier } from './notify-group.js';
export { notifyPeople } from './notify-people.command.js';
