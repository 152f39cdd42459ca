import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeApi } from '../../../api/src/index.js';
import { type CliCommand, print } from '../cli-command.js';

export const openApiCommand: CliCommand = {
  name: 'openapi',
  usage: '[file]',
  summary: 'writes the description of the HTTP API; docs/openapi.json must equal it',
  async run(args) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const text = JSON.stringify(await describeApi(), undefined, 2);
    if (positionals[0] === undefined) print(text);
    else await writeFile(positionals[0], `${text}\n`);
  },
};
