import { cancelInstance, type CommandContext } from '#runtime';
import { LOCK_PROCESS, lockCaseOf } from './lock-everywhere.command.js';

/** A lock that comes late, to a system that was down, would shut out who has just got a new password. */
export async function cancelLockCases(context: CommandContext, login: string): Promise<void> {
  const cases = await context.tx.query<{ instanceId: string }>(
    `select i.id as "instanceId" from process_instance i join process_definition d on d.id = i.definition_id
     where d.key = $1 and i.business_key = $2 and i.status = 'active' order by i.id
     -- Held, so that none ends by itself between here and there.
     for no key update of i`,
    [LOCK_PROCESS, lockCaseOf(login)],
  );
  for (const { instanceId } of cases) await context.run(cancelInstance, { instanceId, reason: 'Đã cấp lại mật khẩu' });
}
