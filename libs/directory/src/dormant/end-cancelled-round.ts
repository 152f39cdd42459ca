import type { CommandContext, Tell } from '#runtime';
import { stopAsking } from './stop-asking.js';

/**
 * Brings a round in line after an operator's act on its case: where that has ended it, the round is over, the heads, the chief of office
 * and IT hear who did it and why, and which mailboxes that were removed still stand in a system. Nothing where the case goes on.
 */
export async function endCancelledRound(context: CommandContext, tell: Tell, { instanceId, reason }: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  const { tx, now, caller } = context;
  const [round] = await tx.query<{ id: string; instanceId: string }>(
    `select r.id, r.instance_id as "instanceId" from process_instance i
       join dormant_round r on r.instance_id = i.root_instance_id and r.ended_at is null join process_instance root on root.id = i.root_instance_id
     where i.id = $1 and root.status <> 'active' for no key update of r`,
    [instanceId],
  );
  if (round === undefined) return;
  await tx.execute('update dormant_round set ended_at = $2, ended_by = $3, end_reason = $4 where id = $1', [round.id, now, caller.actor, reason]);
  await stopAsking(context, tell, { ...round, endReason: reason });
  const left = await tx.query<{ system: string; address: string }>(
    `select held.system, held.address from dormant_mailbox d join system_mailbox held on held.address = d.address and held.state = 'active'
     where d.round_id = $1 and d.outcome = 'removed' order by 2, 1`,
    [round.id],
  );
  const still = left.length === 0 ? '' : ` Đã hủy ở danh bạ nhưng còn ở hệ thống, CNTT hủy ở đó: ${left.map(({ system, address }) => `${address} (${system})`).join(', ')}.`;
  const body = `${caller.actor} đã hủy việc rà soát. Lý do: ${reason}${still}`;
  await tell(context, { people: [], groups: ['chief-of-office', 'it'] }, { title: 'Đợt rà soát hộp thư không dùng đã bị hủy', body, instanceId: round.instanceId, event: `dormant:${round.id}` });
}
