import { assignVerb } from '../calendars/assign.js';
import { importVerb } from '../calendars/import.js';
import { listVerb } from '../calendars/list.js';
import { showVerb } from '../calendars/show.js';
import { verbCommand } from '../verb-command.js';

export const calendarsCommand = verbCommand(
  {
    name: 'calendars',
    summary: 'shows the working calendars of a server, imports days off into one, gives one to a unit',
    exit: 'import ends with 1 where a line of the file is wrong; it then publishes nothing',
  },
  [listVerb, showVerb, importVerb, assignVerb],
);
