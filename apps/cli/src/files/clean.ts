import { cleanFiles } from '#files';
import { newId } from '#foundation';
import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { withOffice } from '../with-office.js';

export const cleanVerb: CliVerb = {
  name: 'clean',
  usage: '[--json]',
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
    const cleaned = await withOffice(({ executor, database, files: store, configuration }) =>
      cleanFiles(
        { executor, database, store, keptFor: configuration.FILES_UNLINKED_RETENTION },
        { actor: 'system:cli', requestId: newId() },
      ),
    );
    if (values.json) print(JSON.stringify(cleaned));
    else print(`Removed: ${cleaned.unlinked} uploads that no document had taken, ${cleaned.unfinished} unfinished files.`);
  },
};
