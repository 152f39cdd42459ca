import { type JobHandler, PermanentFailure } from '#runtime';
import { lockRecruitmentOfCase } from './decision-of-case.js';

interface FirstPassword {
  /** Whether a first password was issued since the account was made: the one that it was made with is told to nobody. */
  readonly issued: boolean;
  readonly changed: boolean;
  readonly expired: boolean;
  /** Whether it was issued before the account in the system of the job was made, which so has none that anybody knows. */
  readonly late: boolean;
}
/**
 * What became of the first password of the new person; nothing of it but these words ever comes to a case.
 * - `personnel.check-first-password`: whether it was issued. Output: issued.
 * - `personnel.check-late-system`: whether it was before the account in the system of the variable `system` was made. Output: late.
 * - `personnel.look-for-sign-in`: whether he has signed in and changed it. Output: signIn (done, expired, waiting).
 */
export function firstPasswordHandlers(initialPasswordDays: () => number): JobHandler[] {
  const look = (topic: string, output: (password: FirstPassword) => Record<string, string | boolean>): JobHandler => ({
    topic,
    handle: async ({ rootInstanceId, variables }) => ({
      commit: async (context) => {
        const { login } = await lockRecruitmentOfCase(context.tx, rootInstanceId);
        if (login === null) throw new PermanentFailure('Nobody is registered yet: lead the case back to personnel.register.');
        const [password] = await context.tx.query<FirstPassword>(
          `select not must_change_password or password_changed_at > created_at as issued, not must_change_password as changed,
                  must_change_password and password_changed_at + make_interval(days => $2) <= $3::timestamptz as expired,
                  (not must_change_password or password_changed_at > created_at) and password_changed_at < (select changed_at from system_account where system = $4 and login = $1) is true as late
           from account where login = $1`,
          [login, initialPasswordDays(), context.now, typeof variables['system'] === 'string' ? variables['system'] : null],
        );
        if (password === undefined) throw new PermanentFailure(`${login} has no account here: lead the case back to accounts.provision.`);
        context.nothingChanged();
        return output(password);
      },
    }),
  });
  return [
    look('personnel.check-first-password', ({ issued }) => ({ issued })),
    look('personnel.check-late-system', ({ late }) => ({ late })),
    look('personnel.look-for-sign-in', ({ changed, expired }) => ({ signIn: changed ? 'done' : expired ? 'expired' : 'waiting' })),
  ];
}
