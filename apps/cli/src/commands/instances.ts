import { type CliCommand, UsageError } from '../cli-command.js';
import { cancelVerb } from '../instances/cancel.js';
import type { InstanceVerb } from '../instances/instance-verb.js';
import { listVerb } from '../instances/list.js';
import { modifyVerb } from '../instances/modify.js';
import { resumeVerb } from '../instances/resume.js';
import { setVerb } from '../instances/set.js';
import { showVerb } from '../instances/show.js';
import { suspendVerb } from '../instances/suspend.js';
import { SERVER_USAGE } from '../server/with-server.js';

const verbs: readonly InstanceVerb[] = [listVerb, showVerb, cancelVerb, suspendVerb, resumeVerb, setVerb, modifyVerb];

export const instancesCommand: CliCommand = {
  name: 'instances',
  usage: `<verb> … ${SERVER_USAGE}\n${verbs.map(({ name, usage }) => `      ${name} ${usage}`).join('\n')}`,
  summary: 'looks at the running cases of a server and changes them',
  async run([name, ...args]) {
    const verb = verbs.find((candidate) => candidate.name === name);
    if (verb === undefined) throw new UsageError(`Name one of: ${verbs.map((known) => known.name).join(', ')}.`);
    await verb.run(args);
  },
};
