import { nameInFull, nameInShort } from '../named-deadline.js';
import { linkTo, noticeLines, sayTime } from '../notice-lines.js';
import type { ReminderNotice } from '../sending/reminder-tools.js';
import type { ChangedDeadline } from './changed-deadline.js';

const HEADINGS: Readonly<Record<ChangedDeadline['act'], string>> = {
  pause: 'Tạm dừng thời hạn',
  resume: 'Thời hạn tiếp tục',
  extension: 'Gia hạn',
  correction: 'Đính chính thời hạn',
  change: 'Đổi thời hạn',
  move: 'Đổi thời hạn theo lịch làm việc mới',
};

/**
 * What one person is told of one decision, or of one publication of a calendar: whatever it changed for him, what is due
 * earlier now first.
 * @param changes at least one
 * @param decision the act that the others follow from
 * @param zone IANA zone of the office
 */
export function noticeOfChanges(
  changes: readonly ChangedDeadline[],
  { act, reason, decidedBy, until }: ChangedDeadline,
  { event, zone }: { readonly event: string; readonly zone: string },
): ReminderNotice {
  const inOrder = changes.toSorted(
    (one, other) => Number(isEarlier(other)) - Number(isEarlier(one)) || Date.parse(one.dueAfter) - Date.parse(other.dueAfter),
  );
  const lines = noticeLines(inOrder, (change) => sayChange(change, zone), 'thời hạn khác');
  const decided = decidedBy === null ? [] : [`Người quyết định: ${decidedBy}.`];
  const stopped = act === 'pause' && until !== null ? [`Dự kiến tiếp tục lúc ${sayTime(until, zone)}.`] : [];
  const [first] = inOrder;
  return {
    kind: 'deadline-change',
    title: `${HEADINGS[act]}: ${titleOf(inOrder)}`,
    body: [[...decided, `Lý do: ${reason}.`, ...stopped].join(' '), ...lines].join('\n'),
    ...(isOneCase(changes) && { instanceId: first!.instanceId }),
    ...(changes.length === 1 && first!.kind === 'task' && { taskId: first!.id }),
    event,
  };
}

function titleOf(changes: readonly ChangedDeadline[]): string {
  const earlier = changes.filter(isEarlier).length;
  const sooner = earlier === 0 ? '' : ', sớm hơn';
  if (changes.length === 1) return `${nameInShort(changes[0]!)}${sooner}`;
  return `${changes.length} thời hạn${earlier === 0 ? '' : `, ${earlier} sớm hơn`}`;
}

function sayChange(change: ChangedDeadline, zone: string): string {
  const { kind, id, instanceId, dueBefore, dueAfter } = change;
  const link = linkTo(kind === 'task' ? id : null, instanceId);
  const [before, after] = [sayTime(dueBefore, zone), sayTime(dueAfter, zone)];
  const how = isEarlier(change) ? 'sớm hơn' : 'muộn hơn';
  const moved = before === after ? `hạn vẫn là ${after}` : `hạn từ ${before} thành ${after}, ${how}`;
  return `${nameInFull(change)}: ${moved} (${link})`;
}

function isEarlier({ dueBefore, dueAfter }: ChangedDeadline): boolean {
  return Date.parse(dueAfter) < Date.parse(dueBefore);
}

function isOneCase(changes: readonly ChangedDeadline[]): boolean {
  return changes.every(({ rootInstanceId }) => rootInstanceId === changes[0]!.rootInstanceId);
}
