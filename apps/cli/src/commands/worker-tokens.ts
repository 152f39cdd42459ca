import { newId } from '#foundation';
import { listWorkerTokens, revokeWorkerToken } from '#identity';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { table } from '../server/table.js';
import { withOffice } from '../with-office.js';

export const workerTokensCommand: CliCommand = {
  name: 'worker-tokens',
  usage: 'list | revoke <name>',
  summary: 'lists the tokens of external workers, or revokes one at once',
  async run([verb, name, ...rest]) {
    const isList = verb === 'list' && name === undefined;
    const isRevoke = verb === 'revoke' && name !== undefined && rest.length === 0;
    if (!isList && !isRevoke) throw new UsageError('Say list, or revoke <name>.');
    await withOffice(async ({ database, executor }) => {
      const tokens = await listWorkerTokens(database);
      if (isList) {
        const rows = tokens.map((each) => [each.name, each.topics.join(', '), each.expiresAt ?? 'never', each.createdBy]);
        return print(table(['name', 'topics', 'expires', 'created by'], rows));
      }
      const token = tokens.find((each) => each.name === name);
      if (token === undefined) throw new UsageError(`No worker "${name}" has a token; see worker-tokens list.`);
      await executor.execute(revokeWorkerToken, { tokenId: token.tokenId }, { actor: 'system:cli', requestId: newId() });
      print(`The token of ${name} opens nothing any more.`);
    });
  },
};
