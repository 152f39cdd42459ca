import type { Command } from '../executor/command.js';
import { KeptMessageNotFoundError } from '../errors.js';

/** Takes a kept message away before anybody gets it. @throws KeptMessageNotFoundError */
export const deleteKeptMessage: Command<{ id: string }, void> = {
  name: 'runtime.delete-kept-message',

  async run(context, { id }) {
    const [deleted] = await context.tx.query<{ message: string; correlationKey: string | null; sentBy: string }>(
      `delete from kept_message where id = $1
       returning message, correlation_key as "correlationKey", sent_by as "sentBy"`,
      [id],
    );
    if (deleted === undefined) throw new KeptMessageNotFoundError(id);
    context.audit({ subject: 'message', subjectId: id, detail: deleted });
  },
};
