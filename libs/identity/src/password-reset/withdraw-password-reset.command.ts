import { type Command, correlateMessage } from '#runtime';
import { PasswordResetForbiddenError, PasswordResetStateError } from './errors.js';
import { lockWithCase, type PasswordResetTools } from './password-reset.js';

/**
 * Whoever has asked, or the person himself, takes it back while no password is handed over; an account that was closed stays closed.
 * Where an operator has ended the case before, only the record is brought in line.
 * @throws PasswordResetNotFoundError, PasswordResetForbiddenError, PasswordResetStateError
 */
export function withdrawPasswordReset({ tell }: Pick<PasswordResetTools, 'tell'>): Command<{ readonly id: string }, void> {
  return {
    name: 'identity.withdraw-password-reset',
    async run(context, { id }) {
      const { caller, tx, now } = context;
      const { label, login, enteredBy, status, instanceId, goesOn } = await lockWithCase(tx, id);
      if (caller.actor !== login && caller.actor !== enteredBy) throw new PasswordResetForbiddenError('take back what another has asked for');
      if (status !== 'asked' && status !== 'confirmed' && !(status === 'issued' && !goesOn)) throw new PasswordResetStateError(label, status, 'taking it back');
      await context.run(correlateMessage, { message: 'password-reset.withdrawn', correlationKey: id, mustMatch: goesOn });
      await tx.execute(`update password_reset set status = 'withdrawn', ended_at = $2 where id = $1`, [id, now]);
      context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: label, old: { status }, new: { status: 'withdrawn' } } });
      const notice = { title: `${label}: yêu cầu mật khẩu mới đã rút`, body: 'Mật khẩu giữ nguyên; tài khoản đã khóa vẫn khóa.', instanceId, event: `password-reset-withdrawn:${id}` };
      await tell(context, { people: [login, enteredBy], groups: [] }, notice);
    },
  };
}
