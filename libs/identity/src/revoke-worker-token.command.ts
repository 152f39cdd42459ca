import type { Command } from '#runtime';
import { WorkerTokenNotFoundError } from './errors.js';

/** Closes the API to an external worker at once; what it holds is free for others when its locks end. @throws WorkerTokenNotFoundError */
export const revokeWorkerToken: Command<{ tokenId: string }, void> = {
  name: 'identity.revoke-worker-token',

  async run(context, { tokenId }) {
    const [token] = await context.tx.query<{ name: string }>(
      'update worker_token set revoked_at = $2 where id = $1 and revoked_at is null returning name',
      [tokenId, context.now],
    );
    if (token === undefined) throw new WorkerTokenNotFoundError(tokenId);
    context.audit({ subject: 'worker-token', subjectId: tokenId, detail: { name: token.name } });
  },
};
