import { migrate, type MigrationPlan } from '#engine';
import type { Command } from '../executor/command.js';
import { settleStep, takeEarlyMessages } from '../instances/advance-instance.js';
import { holdInstance, type LockedInstance } from '../instances/instance.js';
import { computeStep } from '../instances/take-step.js';
import { OtherDefinitionError } from './errors.js';
import { requireActive } from './lock-instances.js';
import { moveRows } from './move-rows.js';

export interface MigrateInstanceInput {
  readonly instanceId: string;
  /** Definition that it must run now. */
  readonly from: string;
  readonly to: string;
  /** Checked for these two definitions already, see `migrateInstances`. */
  readonly plan: MigrationPlan;
  /** Only finds out whether it could be done. */
  readonly dryRun?: boolean;
}

/**
 * Takes one instance, suspended or not, to another definition; what is open in it stays open.
 * @throws InstanceNotFoundError, InstanceEndedError, OtherDefinitionError, MigrationImpossibleError, EngineError
 */
export const migrateInstance: Command<MigrateInstanceInput, void, LockedInstance> = {
  name: 'runtime.migrate-instance',
  opening: holdInstance,

  async run(context, { instanceId, from, to, plan, dryRun = false }, [locked]) {
    const { tx, definitions } = context;
    const instance = requireActive(instanceId, locked);
    if (instance.definitionId !== from) throw new OtherDefinitionError(instanceId);
    const [source, target] = [await definitions.graph(tx, from), await definitions.graph(tx, to)];
    const migrated = { ...instance, definitionId: to };
    const step = await computeStep(context, migrated, (known) => migrate(source, target, instance.state, plan, known));
    if (dryRun) return context.nothingChanged();
    tx.later({ sql: 'update process_instance set definition_id = $2 where id = $1', parameters: [instanceId, to] });
    moveRows(context, instanceId, step.effects);
    await takeEarlyMessages(context, await settleStep(context, migrated, step));
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { from, to } });
  },
};
