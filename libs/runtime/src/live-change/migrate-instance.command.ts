import { migrate, type MigrationPlan } from '#engine';
import type { Command } from '../executor/command.js';
import { settleStep, takeEarlyMessages } from '../instances/advance-instance.js';
import { computeStep } from '../instances/take-step.js';
import { OtherDefinitionError } from './errors.js';
import { lockActiveInstance } from './lock-instances.js';
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
export const migrateInstance: Command<MigrateInstanceInput, void> = {
  name: 'runtime.migrate-instance',

  async run(context, { instanceId, from, to, plan, dryRun = false }) {
    const { tx, definitions } = context;
    const instance = await lockActiveInstance(context, instanceId);
    if (instance.definitionId !== from) throw new OtherDefinitionError(instanceId);
    const [source, target] = [await definitions.graph(tx, from), await definitions.graph(tx, to)];
    const migrated = { ...instance, definitionId: to };
    const step = await computeStep(context, migrated, (known) => migrate(source, target, instance.state, plan, known));
    if (dryRun) return context.nothingChanged();
    await tx.execute('update process_instance set definition_id = $2 where id = $1', [instanceId, to]);
    await moveRows(context, instanceId, step.effects);
    await takeEarlyMessages(context, await settleStep(context, migrated, step));
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { from, to } });
  },
};
