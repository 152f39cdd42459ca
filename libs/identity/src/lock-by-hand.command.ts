import type { Command } from '#runtime';
import { concernedByAccount, nameOf } from './concerned-by-account.js';
import { lockAccount, type LockAccountInput } from './lock-account.command.js';
import type { DirectResetTools } from './reset-directly.command.js';

/**
 * Somebody of IT closes an account with a reason. Nobody is shut out unnoticed: he, the heads of his units and the chief of office hear of it.
 * @throws AccountNotFoundError
 */
export function lockByHand(tools: DirectResetTools): Command<LockAccountInput, void> {
  return {
    name: 'identity.lock-by-hand',
    async run(context, { login, reason }) {
      await context.run(lockAccount, { login, reason });
      const body = `${await nameOf(context, context.caller.actor)} khóa, mọi phiên đã kết thúc. Lý do: ${reason}`;
      const event = `account-locked:${login}:${context.now}`;
      await tools.tell(context, await concernedByAccount(context, tools, login), { title: `Đã khóa tài khoản: ${await nameOf(context, login)}`, body, event });
    },
  };
}
