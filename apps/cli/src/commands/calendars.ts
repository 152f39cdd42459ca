import { assignVerb } from '../calendars/assign.js';
import type { CalendarVerb } from '../calendars/calendar-verb.js';
import { importVerb } from '../calendars/import.js';
import { listVerb } from '../calendars/list.js';
import { showVerb } from '../calendars/show.js';
import { type CliCommand, UsageError } from '../cli-command.js';
import { SERVER_USAGE } from '../server/with-server.js';

const verbs: readonly CalendarVerb[] = [listVerb, showVerb, importVerb, assignVerb];

export const calendarsCommand: CliCommand = {
  name: 'calendars',
  usage:
    `<verb> … ${SERVER_USAGE}\n${verbs.map(({ name, usage }) => `      ${name} ${usage}`.trimEnd()).join('\n')}\n` +
    `    import ends with 1 where a line of the file is wrong; it then publishes nothing`,
  summary: 'shows the working calendars of a server, imports days off into one, gives one to a unit',
  async run([name, ...args]) {
    const verb = verbs.find((candidate) => candidate.name === name);
    if (verb === undefined) throw new UsageError(`Name one of: ${verbs.map((known) => known.name).join(', ')}.`);
    await verb.run(args);
  },
};
