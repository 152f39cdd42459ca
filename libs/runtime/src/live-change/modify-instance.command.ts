import { hasEnded, type ModificationInstruction } from '#engine';
import type { Command } from '../executor/command.js';
import { settleStep, takeEarlyMessages } from '../instances/advance-instance.js';
import { holdInstance, type LockedInstance } from '../instances/instance.js';
import { takeStep } from '../instances/take-step.js';
import { CalledInstanceError } from './errors.js';
import { requireActive } from './lock-instances.js';

export interface ModifyInstanceInput {
  readonly instanceId: string;
  /** In order; all or none. */
  readonly instructions: readonly ModificationInstruction[];
  /** Why, in the words of the person who does it. */
  readonly reason: string;
}

/**
 * Moves tokens by hand: starts before or after elements or on flows, cancels what stands at the wrong place. An instance
 * in which nothing is left is cancelled.
 * @throws InstanceNotFoundError, InstanceEndedError, ModificationImpossibleError, NotOpenError; CalledInstanceError where
 *   nothing would be left of one that was called.
 */
export const modifyInstance: Command<ModifyInstanceInput, void, LockedInstance> = {
  name: 'runtime.modify-instance',
  opening: holdInstance,

  async run(context, { instanceId, instructions, reason }, [locked]) {
    const instance = requireActive(instanceId, locked);
    const step = await takeStep(context, instance, instance.state, { type: 'modify', instructions });
    const end = step.effects.at(-1);
    const isCancelled = hasEnded(step.state) && end?.type === 'endInstance' && end.outcome === 'cancelled';
    if (isCancelled && instance.parentInstanceId !== null) throw new CalledInstanceError(instanceId, instance.parentInstanceId);
    await takeEarlyMessages(context, await settleStep(context, instance, step));
    if (isCancelled) {
      context.tx.later({
        sql: 'update process_instance set end_reason = $2 where id = $1',
        parameters: [instanceId, reason],
      });
    }
    context.audit({
      subject: 'process-instance',
      subjectId: instanceId,
      detail: { reason, instructions: instructions.map(inShort) },
    });
  },
};

/** For the trail: what was done where, and the names of variables without what they hold. */
function inShort(instruction: ModificationInstruction): string {
  switch (instruction.type) {
    case 'cancel':
      return `cancel ${instruction.key}`;
    case 'cancelAll':
      return `cancelAll ${instruction.element}`;
    default: {
      const names = Object.keys(instruction.variables ?? {});
      const where = instruction.type === 'startTransition' ? instruction.flow : instruction.element;
      return `${instruction.type} ${where}${names.length === 0 ? '' : ` with ${names.join(', ')}`}`;
    }
  }
}
