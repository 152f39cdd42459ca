import type { CommandContext } from '#runtime';
import type { TellGroup } from '../tell-group.js';
import type { DocumentUnderInstruction } from './document-under-instruction.js';
import type { InstructionChanges } from './instruction-changes.js';
import type { UnitRole } from './write-instruction.js';

const ROLE_NAMES: Readonly<Record<UnitRole, string>> = { lead: 'chủ trì', coordinating: 'phối hợp', 'for-information': 'nhận để biết' };

/** The heads of the units hear what a change of the instruction gives them or takes from them, each once, and why. */
export async function tellOfChange(
  context: CommandContext,
  tell: TellGroup,
  { instanceId, arrivalNumber, arrivalYear }: DocumentUnderInstruction,
  { instructionId, changes, reason }: { readonly instructionId: string; readonly changes: InstructionChanges; readonly reason: string },
): Promise<void> {
  const { lead, added, removed, redated } = changes;
  const news = new Map<string, string[]>();
  const say = (unit: string, what: string) => news.set(unit, [...(news.get(unit) ?? []), what]);
  if (lead !== null) {
    say(lead.before, 'thôi chủ trì');
    say(lead.after, 'được giao chủ trì');
  }
  for (const { unit, role } of removed) say(unit, `thôi ${ROLE_NAMES[role]}`);
  for (const { unit, role } of added) say(unit, `được giao ${ROLE_NAMES[role]}`);
  for (const { unit, role } of redated) say(unit, `có thời hạn ${ROLE_NAMES[role]} mới`);
  for (const [unit, what] of news) {
    await tell(context, `head:${unit}`, {
      title: `Bút phê văn bản số đến ${arrivalNumber}/${arrivalYear} đã đổi`,
      body: `Đơn vị ${unit} ${what.join(', ')}. Lý do: ${reason}`,
      event: `instruction-changed:${instructionId}:${unit}`,
      instanceId,
    });
  }
}

/** The heads of all units of an instruction hear that it was taken back. */
export async function tellOfRecall(
  context: CommandContext,
  tell: TellGroup,
  { instanceId, arrivalNumber, arrivalYear }: DocumentUnderInstruction,
  { instructionId, units, reason }: { readonly instructionId: string; readonly units: readonly string[]; readonly reason: string },
): Promise<void> {
  for (const unit of units) {
    await tell(context, `head:${unit}`, {
      title: `Bút phê văn bản số đến ${arrivalNumber}/${arrivalYear} đã được lấy lại`,
      body: `Đơn vị không phải làm gì theo bút phê ấy nữa. Lý do: ${reason}`,
      event: `instruction-recalled:${instructionId}:${unit}`,
      instanceId,
    });
  }
}
