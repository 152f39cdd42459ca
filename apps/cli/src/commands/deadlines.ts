import { listVerb } from '../deadlines/list.js';
import { showVerb } from '../deadlines/show.js';
import { verbCommand } from '../verb-command.js';

export const deadlinesCommand = verbCommand(
  { name: 'deadlines', summary: 'lists the deadlines of a server that you may see, and tells why one is due when it is' },
  [listVerb, showVerb],
);
