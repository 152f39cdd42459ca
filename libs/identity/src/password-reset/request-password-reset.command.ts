import { dateInZone, type Finding, newId, tidyText } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { z } from 'zod';
import { lockExposedAccount } from '../exposure/lock-exposed-account.command.js';
import { isGone } from '../gone.js';
import { PasswordResetForbiddenError, PasswordResetRefusedError } from './errors.js';
import { PASSWORD_RESET_PROCESS } from './password-reset.js';

export const passwordResetSchema = z.strictObject({
  login: z.string().min(1).max(40).describe('Tên đăng nhập của người cần mật khẩu mới.'),
  kind: z.enum(['forgotten', 'exposed']).describe('forgotten: quên; exposed: lộ, tài khoản bị khóa ngay.'),
  identifiedBy: z
    .string()
    .overwrite(tidyText)
    .min(1)
    .max(500)
    .optional()
    .describe('Ghi thay người khác: nhận ra người ấy thế nào (gặp mặt, công văn số …, thư từ hộp thư đơn vị …).'),
});

export interface RequestPasswordResetInput extends z.output<typeof passwordResetSchema> {
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** By which regulation it goes (`INCIDENT_ROUTE`). */
  readonly route: string;
  /** How many days a first password opens the account. */
  readonly initialPasswordDays: number;
  /** Who may have an account closed, and is told: see `lockExposedAccount`. */
  readonly exposure: { readonly reporters: readonly string[]; readonly told: readonly string[]; readonly systems: readonly string[] };
}

export interface RequestedPasswordReset {
  readonly id: string;
  /** `MK-3`. */
  readonly label: string;
  readonly instanceId: string;
}

/**
 * Takes the request for a new password: of the person, or of his head, the office or IT who enters it for him, since he cannot sign in
 * (148/QĐ-SCT 2014 §12.5, 290/QĐ-BTP 2010 §14.2). An exposed password closes the account first, in the same transaction.
 * @throws PasswordResetForbiddenError, PasswordResetRefusedError with everything that is wrong, and what `lockExposedAccount` throws
 */
export const requestPasswordReset: Command<RequestPasswordResetInput, RequestedPasswordReset> = {
  name: 'identity.request-password-reset',
  request: ({ login, kind, identifiedBy }) => ({ login, kind, identifiedBy }),
  async run(context, { login, kind, identifiedBy = null, groups, route, initialPasswordDays, exposure }) {
    const { tx, now, caller } = context;
    // Before the account, as whoever hands a password over takes them.
    const [open] = await tx.query<{ id: string; label: string; status: string }>(
      `select id, 'MK-' || number as label, status from password_reset where login = $1 and ended_at is null for no key update`,
      [login],
    );
    const [account] = await tx.query<{ fullName: string }>('select full_name as "fullName" from account join person using (login) where login = $1 for no key update of account', [login]);
    const units = await unitsOf(context, login);
    requireEnterer(caller.actor, login, groups, units);
    const findings: Finding[] = [];
    if (account === undefined) findings.push({ where: 'login', code: 'reset-without-account', what: `${login} has no account`, mend: 'Check the login, or open an account.' });
    if (account !== undefined && (await isGone(context, login))) {
      findings.push({ where: 'login', code: 'reset-person-gone', what: `${login} has left`, mend: 'Where he stays, personnel cancel the decision, or enter the post that he takes up.' });
    }
    if (caller.actor !== login && identifiedBy === null) {
      findings.push({ where: 'identifiedBy', code: 'reset-not-identified', what: 'is missing', mend: 'Say how you know that it is he who asks.' });
    }
    const supersedes = kind === 'exposed' && open?.status === 'issued';
    if (open !== undefined && !supersedes) findings.push({ where: 'login', code: 'reset-open', what: `has the request ${open.label} already`, mend: 'Wait for it, or withdraw it.' });
    if (findings.length > 0) throw new PasswordResetRefusedError(findings);
    // What was handed over and never changed is not to be had any more: it may be what others know.
    if (supersedes) {
      await tx.execute(`update password_reset set status = 'unused', ended_at = $2 where id = $1`, [open.id, now]);
      context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: open.label, old: { status: open.status }, new: { status: 'unused' } } });
    }
    if (kind === 'exposed') await lockOnce(context, { login, groups, exposure });
    const [next] = await tx.query<{ number: string }>(`select nextval('password_reset_number') as number`);
    const [id, label] = [newId(), `MK-${next!.number}`];
    const { instanceId } = await context.run(startInstance, {
      key: PASSWORD_RESET_PROCESS,
      businessKey: id,
      variables: {
        resetId: id, label, person: login, fullName: account!.fullName, resetKind: kind, urgency: kind === 'exposed' ? 'urgent' : 'normal',
        units, enteredBy: caller.actor, identifiedBy, resetRoute: route, initialPasswordDays,
        decision: null, reference: null, note: null, changed: false, over: false,
      },
    });
    await tx.execute(
      `insert into password_reset (id, number, login, kind, entered_by, entered_at, identified_by, route, instance_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, next!.number, login, kind, caller.actor, now, identifiedBy, route, instanceId],
    );
    context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: label, kind, enteredBy: caller.actor } });
    return { id, label, instanceId };
  },
};

async function unitsOf({ tx, now, zone }: CommandContext, login: string): Promise<string[]> {
  const posts = await tx.query<{ unit: string }>(
    'select distinct unit_code as unit from post where login = $1 and held_on(post, $2) order by 1',
    [login, dateInZone(now, zone)],
  );
  return posts.map(({ unit }) => unit);
}

function requireEnterer(actor: string, login: string, groups: readonly string[], units: readonly string[]): void {
  const able = ['chief-of-office', 'it', 'admin', ...units.flatMap((unit) => [`head:${unit}`, `deputy-head:${unit}`])];
  if (actor === login || able.some((group) => groups.includes(group))) return;
  throw new PasswordResetForbiddenError(`ask for a password of ${login}: he does, the head of his unit, the office or IT`);
}

/** Whoever reports an exposure must be one who may; of an account that is closed for it already nothing is left to do. */
async function lockOnce(context: CommandContext, { login, groups, exposure }: Pick<RequestPasswordResetInput, 'login' | 'groups' | 'exposure'>): Promise<void> {
  const [locked] = await context.tx.query(`select from account where login = $1 and status = 'locked' and exposed_at is not null`, [login]);
  if (locked !== undefined) return;
  await context.run(lockExposedAccount, { login, reason: 'password reset: exposed', groups, ...exposure });
}
