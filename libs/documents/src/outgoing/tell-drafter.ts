import type { CommandContext } from '#runtime';
import type { TellGroup } from '../tell-group.js';

export interface DraftedDocument {
  readonly symbol: string | null;
  readonly drafter: string;
  readonly unit: string;
  /** Null of an answer that belongs to the case of the incoming document: there the head hears that the reply is owed again. */
  readonly instanceId: string | null;
}

/**
 * Tells who drafted a document, and the head of the unit, that it does not stand any more: they count on it, and a task of
 * theirs may have gone with its case.
 * @param became `đã bị hủy số`
 */
export async function tellDrafter(
  context: CommandContext,
  tell: TellGroup,
  { symbol, drafter, unit, instanceId }: DraftedDocument,
  { became, reason, event }: { readonly became: string; readonly reason: string; readonly event: string },
): Promise<void> {
  if (instanceId === null) return;
  await tell(context, `head:${unit}`, {
    title: `Văn bản ${symbol} ${became}`,
    body: `Lý do: ${reason}`,
    event,
    instanceId,
    also: [drafter],
  });
}
