import { type CliCommand, UsageError } from '../cli-command.js';
import { checkVerb } from '../files/check.js';
import { cleanVerb } from '../files/clean.js';

const verbs = [checkVerb, cleanVerb];

export const filesCommand: CliCommand = {
  name: 'files',
  usage: 'check [--json] | clean [--json]',
  summary:
    'check reads every uploaded file and compares size and SHA-256, then looks for files that no attachment stands for; ' +
    'ends with 1 where something is wrong. clean removes uploads that no document has taken (every worker does so each hour)',
  async run([wanted, ...args]) {
    const verb = verbs.find(({ name }) => name === wanted);
    if (verb === undefined) throw new UsageError(`Name one of: ${verbs.map(({ name }) => name).join(', ')}.`);
    await verb.run(args);
  },
};
