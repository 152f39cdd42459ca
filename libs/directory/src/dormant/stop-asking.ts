import type { CommandContext, Tell } from '#runtime';

interface Stopped {
  readonly id: string;
  readonly instanceId: string;
  /** Why the round was ended. */
  readonly endReason: string | null;
}

/** What is not decided in a round stays as it is, and the heads of those units hear that they are asked no more. */
export async function stopAsking(context: CommandContext, tell: Tell, { id, instanceId, endReason }: Stopped): Promise<void> {
  const boxes = await context.tx.query<{ address: string; unit: string }>(
    `update dormant_mailbox set outcome = 'stopped' where round_id = $1 and outcome is null returning address, unit_code as unit`,
    [id],
  );
  for (const { address, unit } of boxes) {
    const notice = { title: `Thôi hỏi về hộp thư ${address}`, body: `Đợt rà soát hộp thư không dùng đã dừng; hộp thư được để lại. Lý do: ${endReason ?? ''}`, instanceId, event: `dormant-stopped:${id}:${address}` };
    await tell(context, { people: [], groups: [`head:${unit}`] }, notice);
  }
}
