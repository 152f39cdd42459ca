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
 * @param now when it is told, ISO instant: a stop may be over by then, as one that is recorded afterwards
 * @param zone IANA zone of the office
 */
export function noticeOfChanges(
  changes: readonly ChangedDeadline[],
  decision: ChangedDeadline,
  { event, now, zone }: { readonly event: string; readonly now: string; readonly zone: string },
): ReminderNotice {
  const inOrder = changes.toSorted(
    (one, other) => Number(isEarlier(other)) - Number(isEarlier(one)) || Date.parse(one.dueAfter) - Date.parse(other.dueAfter),
  );
  const lines = noticeLines(inOrder, (change) => sayChange(change, zone), 'thời hạn khác');
  const { reason, decidedBy } = decision;
  const decided = decidedBy === null ? [] : [`Người quyết định: ${decidedBy}.`];
  const { heading, stopped } = sayAct(decision, now, zone);
  const [first] = inOrder;
  return {
    kind: 'deadline-change',
    title: `${heading}: ${titleOf(inOrder)}`,
    body: [[...decided, `Lý do: ${reason}.`, ...stopped].join(' '), ...lines].join('\n'),
    ...(isOneCase(changes) && { instanceId: first!.instanceId }),
    ...(changes.length === 1 && first!.kind === 'task' && { taskId: first!.id }),
    event,
  };
}

function sayAct({ act, at, until, resumedAt }: ChangedDeadline, now: string, zone: string): { readonly heading: string; readonly stopped: string[] } {
  if (until === null || resumedAt === null) return { heading: HEADINGS[act], stopped: [] };
  const isOver = (end: string) => Date.parse(end) <= Date.parse(now);
  const heading = isOver(until) ? 'Ghi nhận tạm dừng thời hạn' : HEADINGS[act];
  const end = sayTime(resumedAt, zone);
  return { heading, stopped: [isOver(resumedAt) ? `Đã tạm dừng từ ${sayTime(at, zone)} đến ${end}.` : `Dự kiến tiếp tục lúc ${end}.`] };
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
