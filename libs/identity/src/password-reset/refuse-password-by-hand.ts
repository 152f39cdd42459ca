import type { CommandContext } from '#runtime';
import { PasswordResetByHandError } from './errors.js';
import { PASSWORD_RESET_PROCESS } from './password-reset.js';

/**
 * Refuses to write variables of a request for a new password: they say who confirms it and who is told.
 * @param names of the variables that an operator sets
 * @throws PasswordResetByHandError
 */
export async function refusePasswordVariables(context: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length > 0) await refusePasswordClock(context, instanceId);
}

/** Refuses to hold such a case, or to move its clock: by it those who confirm are reminded, and an unused password is told of. @throws PasswordResetByHandError */
export async function refusePasswordClock({ tx }: CommandContext, instanceId: string): Promise<void> {
  const [found] = await tx.query('select from process_instance i join password_reset r on r.instance_id = i.root_instance_id where i.id = $1', [instanceId]);
  if (found !== undefined) throw new PasswordResetByHandError();
}

/** All its cases at once are held as little as one. @param key of the process. @throws PasswordResetByHandError */
export function refuseHoldingPasswordCases(key: string): void {
  if (key === PASSWORD_RESET_PROCESS) throw new PasswordResetByHandError();
}

/** By these messages the acts that record it tell the case. @throws PasswordResetByHandError */
export function refusePasswordMessage(message: string): void {
  if (message === 'password-reset.issued' || message === 'password-reset.withdrawn') throw new PasswordResetByHandError();
}
