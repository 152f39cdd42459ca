import { listVerb } from '../reminders/list.js';
import { previewVerb } from '../reminders/preview.js';
import { retryVerb } from '../reminders/retry.js';
import { verbCommand } from '../verb-command.js';

export const remindersCommand = verbCommand(
  {
    name: 'reminders',
    summary: 'lists the reminders that a server has made, tells when one deadline is reminded of, sends again what was given up',
    exit: 'retry ends with 1 where a reminder was refused',
  },
  [listVerb, previewVerb, retryVerb],
);
