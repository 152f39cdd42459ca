import type { Announce, Command, CommandContext } from '#runtime';
import { concernedByAccount, nameOf } from './concerned-by-account.js';
import { PasswordResetNeededError } from './errors.js';
import type { PasswordResetTools } from './password-reset/password-reset.js';
import { byHelper, type Helped } from './privileged-accounts.js';
import { resetPassword, type ResetPasswordInput } from './reset-password.command.js';

export interface DirectResetInput extends ResetPasswordInput {
  /** Why there is no time for a confirmed request. */
  readonly reason?: string | undefined;
}

/** How those whom it concerns hear of it, and who they are. */
export type DirectResetTools = Pick<PasswordResetTools, 'membersOf'> & {
  readonly tell: Announce;
};

/**
 * A password without a request that another has confirmed: the first one of an account that its holder has not made his own, or in an
 * emergency with its reason. Nobody's account is taken over unnoticed: the person and the heads of his units hear of it at once, in an
 * emergency the chief of office too, and for him the leadership (158/QĐ-STP 2006 §7, 148/QĐ-SCT 2014 §12.5).
 * @throws PasswordResetNeededError, AccountPrivilegedError, AccountOfGoneError, AccountNotFoundError
 */
export function resetDirectly(tools: DirectResetTools): Command<Helped<DirectResetInput>, { initialPassword: string }> {
  return {
    name: 'identity.reset-directly',
    request: ({ input }) => input,
    async run(context, { input: { reason, ...input }, groups }) {
      const { login, unlock = false } = input;
      const [account] = await context.tx.query<{ isFirst: boolean }>('select must_change_password as "isFirst" from account where login = $1 for no key update', [login]);
      const isFirst = account?.isFirst === true && !unlock;
      if (account !== undefined && !isFirst && reason === undefined) throw new PasswordResetNeededError(login);
      const issued = await context.run(byHelper(resetPassword), { input, groups });
      context.audit({ subject: 'account', subjectId: login, detail: { passwordWithoutRequest: isFirst ? 'first' : 'emergency', reason: reason ?? null } });
      await tellOf(context, tools, { login, reason: isFirst ? null : reason! });
      return issued;
    },
  };
}

async function tellOf(context: CommandContext, tools: DirectResetTools, { login, reason }: { readonly login: string; readonly reason: string | null }): Promise<void> {
  const { people, groups } = await concernedByAccount(context, tools, login);
  const event = `password-issued:${login}:${context.now}`;
  const [by, whose] = [await nameOf(context, context.caller.actor), await nameOf(context, login)];
  const alarm = 'Nếu không đúng thì báo ngay bộ phận CNTT: mật khẩu có thể đã lộ.';
  if (reason === null) return tools.tell(context, { people, groups: [] }, { title: `Đã cấp mật khẩu ban đầu: ${whose}`, body: `${by} trao tận tay. ${alarm}`, event });
  const body = `${by} cấp, chưa có ai xác nhận. Lý do: ${reason} ${alarm}`;
  await tools.tell(context, { people, groups }, { title: `Cấp mật khẩu khẩn cấp, không qua xác nhận: ${whose}`, body, event });
}
