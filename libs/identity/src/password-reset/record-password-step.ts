import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { PasswordResetForbiddenError, PasswordResetStateError } from './errors.js';
import { lockOfTask, type PasswordResetRecord, type PasswordResetTools } from './password-reset.js';

/** A task and somebody who is about to do it or to get it, as far as these rules look at it. */
export interface PasswordStep {
  readonly taskId: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly person: { readonly login: string; readonly groups: readonly string[] };
}

const STEPS: ReadonlySet<string | undefined> = new Set(['confirm', 'issue']);

/**
 * A request is confirmed by who holds the post for it today, however the task has come to him: not by the person himself, who stands
 * in for him, or who has entered it. It is turned down after that by IT alone.
 * @throws PasswordResetForbiddenError
 */
export async function refuseUnfitForPassword(context: CommandContext, step: PasswordStep): Promise<void> {
  if (STEPS.has(step.properties['passwordStep'])) refuseUnfit(await lockOfTask(context.tx, step.taskId), step);
}

function refuseUnfit({ login, enteredBy, confirmGroups }: PasswordResetRecord, { properties, person }: PasswordStep): void {
  if (person.login === login || person.groups.includes(`deputy-of:${login}`)) throw new PasswordResetForbiddenError('decide about your own password, or that of whom you stand in for');
  const groups = properties['passwordStep'] === 'confirm' ? confirmGroups : ['it', 'admin'];
  if (!groups.some((group) => person.groups.includes(group))) throw new PasswordResetForbiddenError(`do this step: ${groups.join(', ')} does`);
  if (properties['passwordStep'] === 'confirm' && person.login === enteredBy) throw new PasswordResetForbiddenError('confirm what you have entered yourself');
}

/**
 * Writes down where the task is completed who has made sure of the person, or why no password is given. A password is handed over
 * by the record alone.
 * @throws PasswordResetForbiddenError, PasswordResetStateError
 */
export function recordPasswordStep({ tell }: Pick<PasswordResetTools, 'tell'>) {
  return async (context: CommandContext, step: PasswordStep & { readonly values: JsonObject }): Promise<void> => {
    const name = step.properties['passwordStep'];
    if (!STEPS.has(name)) return;
    const reset = await lockOfTask(context.tx, step.taskId);
    refuseUnfit(reset, step);
    const { id, label, login, enteredBy, status, instanceId } = reset;
    if (status !== (name === 'confirm' ? 'asked' : 'confirmed')) throw new PasswordResetStateError(label, status, 'this step');
    const confirmed = name === 'confirm' && step.values['decision'] === 'confirm';
    const [reference, note] = [textOf(step.values['reference']), textOf(step.values['note'])];
    if (confirmed) {
      await context.tx.execute(
        `update password_reset set status = 'confirmed', confirmed_by = $2, confirmed_at = $3, reference = $4, note = $5 where id = $1`,
        [id, step.person.login, context.now, reference, note],
      );
    } else {
      await context.tx.execute(`update password_reset set status = 'refused', ended_at = $2, note = $3 where id = $1`, [id, context.now, note]);
    }
    context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: label, old: { status }, new: { status: confirmed ? 'confirmed' : 'refused' }, reference } });
    const title = confirmed ? `${label}: đã xác nhận, bộ phận CNTT cấp mật khẩu mới` : `${label}: không cấp mật khẩu mới`;
    await tell(context, { people: [login, enteredBy], groups: [] }, { title, body: note ?? `Người quyết định: ${step.person.login}.`, instanceId, event: `password-reset:${id}:${name}` });
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
