export { changeReminderPolicy, type ChangeReminderPolicyInput } from './policies/change-policy.command.js';
export { createReminderPolicy } from './policies/create-policy.command.js';
export { deleteReminderPolicy } from './policies/delete-policy.command.js';
export { getReminderPolicy, listReminderPolicies } from './policies/policies.query.js';
export {
  type ReminderPolicy,
  type ReminderPolicyFields,
  reminderPolicySchema,
  type ReminderStep,
  reminderStepSchema,
} from './policies/policy.js';
export { announceChanges } from './news/announce-changes.js';
export { previewReminders, type ReminderPreview } from './planning/preview-reminders.query.js';
export { listReminders, type Reminder, type ReminderFilter, type ReminderRecipient } from './reminders.query.js';
export { countFailedReminders } from './sending/count-failed-reminders.query.js';
export type { MembersOf, ReminderNotice, ReminderTools, TellPerson } from './sending/reminder-tools.js';
export { retryReminder } from './sending/retry-reminder.command.js';
export { sendDueReminders } from './sending/send-due-reminders.js';
