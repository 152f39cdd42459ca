import { newId } from '#foundation';
import { createWorkerToken } from '#identity';
import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { withOffice } from '../with-office.js';

export const createWorkerTokenCommand: CliCommand = {
  name: 'create-worker-token',
  usage: '--name <name> --topics <topic,…> [--days <n>]',
  summary: 'opens the work of some topics to an external worker and prints its token once',
  async run(args) {
    const options = { name: { type: 'string' }, topics: { type: 'string' }, days: { type: 'string' } } as const;
    const { name, topics, days } = parseArgs({ args, options }).values;
    if (name === undefined || topics === undefined) throw new UsageError('Give both: --name <name> --topics <topic,…>.');
    const input = {
      name,
      topics: topics.split(',').map((topic) => topic.trim()),
      ...(days !== undefined && { days: Number(days) }),
    };
    await withOffice(async ({ executor }) => {
      const { token } = await executor.execute(createWorkerToken, input, { actor: 'system:cli', requestId: newId() });
      print(`Worker ${name} may fetch and settle the work of: ${input.topics.join(', ')}. Its token, shown once:`);
      print(token);
    });
  },
};
