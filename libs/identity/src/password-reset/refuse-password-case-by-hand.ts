import type { CommandContext } from '#runtime';
import { PasswordResetByHandError } from './errors.js';

/**
 * Refuses to write variables of a request for a new password: they say who confirms it and who is told.
 * @param names of the variables that an operator sets
 * @throws PasswordResetByHandError
 */
export async function refusePasswordCaseByHand({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const [found] = await tx.query('select from process_instance i join password_reset r on r.instance_id = i.root_instance_id where i.id = $1', [instanceId]);
  if (found !== undefined) throw new PasswordResetByHandError();
}

/** By these messages the acts that record it tell the case. @throws PasswordResetByHandError */
export function refusePasswordMessage(message: string): void {
  if (message === 'password-reset.issued' || message === 'password-reset.withdrawn') throw new PasswordResetByHandError();
}
