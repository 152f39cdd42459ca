import type { Command } from '../executor/command.js';
import { DefinitionNotFoundError } from '../errors.js';
import { placeMessagesForStartsOf } from '../messages/kept-messages.js';

export interface SetDefinitionSuspensionInput {
  readonly definitionId: string;
  readonly suspended: boolean;
  readonly reason?: string;
}

/** Keeps instances of one version of a process from starting, or lets them. @throws DefinitionNotFoundError */
export const setDefinitionSuspension: Command<SetDefinitionSuspensionInput, void> = {
  name: 'runtime.set-definition-suspension',

  async run(context, { definitionId, suspended, reason = null }) {
    const [definition] = await context.tx.query<{ suspendedAt: string | null }>(
      'select suspended_at as "suspendedAt" from process_definition where id = $1 for no key update',
      [definitionId],
    );
    if (definition === undefined) throw new DefinitionNotFoundError(`There is no process definition ${definitionId}.`);
    if ((definition.suspendedAt !== null) === suspended) return context.nothingChanged();
    await context.tx.execute('update process_definition set suspended_at = $2 where id = $1', [
      definitionId,
      suspended ? context.now : null,
    ]);
    if (!suspended) {
      // Starts by a timer or a signal whose turn came meanwhile.
      await context.tx.execute(
        `update job set status = 'ready', delivered_at = null where definition_id = $1 and status = 'suspended'`,
        [definitionId],
      );
      await placeMessagesForStartsOf(context, definitionId);
    }
    context.audit({ subject: 'process-definition', subjectId: definitionId, detail: { suspended, reason } });
  },
};
