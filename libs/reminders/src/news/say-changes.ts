import { DateTime } from 'luxon';
import { nameInFull, nameInShort } from '../named-deadline.js';
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

/** Lines of one notice; the list of deadlines shows the rest. */
const LINES = 10;

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
  const lines = inOrder.slice(0, LINES).map((change) => `• ${sayChange(change, zone)}`);
  if (changes.length > LINES) lines.push(`… và ${changes.length - LINES} thời hạn khác.`);
  const decided = decidedBy === null ? [] : [`Người quyết định: ${decidedBy}.`];
  const stopped = act === 'pause' && until !== null ? [`Dự kiến tiếp tục lúc ${sayInstant(until, zone)}.`] : [];
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
  const link = kind === 'task' ? `/tasks/${id}` : `/process-instances/${instanceId}`;
  const [before, after] = [sayInstant(dueBefore, zone), sayInstant(dueAfter, zone)];
  const how = isEarlier(change) ? 'sớm hơn' : 'muộn hơn';
  const moved = before === after ? `hạn vẫn là ${after}` : `hạn từ ${before} thành ${after}, ${how}`;
  return `${nameInFull(change)}: ${moved} (${link})`;
}

function sayInstant(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat('HH:mm dd/MM/yyyy');
}

function isEarlier({ dueBefore, dueAfter }: ChangedDeadline): boolean {
  return Date.parse(dueAfter) < Date.parse(dueBefore);
}

function isOneCase(changes: readonly ChangedDeadline[]): boolean {
  return changes.every(({ rootInstanceId }) => rootInstanceId === changes[0]!.rootInstanceId);
}
