import { type CalendarBook, sayRemaining } from '#calendar';
import { type NamedDeadline, nameInFull, nameInShort } from '../named-deadline.js';
import { linkTo, noticeLines, sayTime } from '../notice-lines.js';
import type { ReminderNotice } from './reminder-tools.js';

/** One reminder that a person is to get. Instants are ISO 8601 UTC. */
export interface OwedReminder extends NamedDeadline {
  readonly reminderId: string;
  readonly dueAt: string;
  readonly unitCode: string | null;
  readonly instanceId: string;
  /** Null for a deadline of a case. */
  readonly taskId: string | null;
  readonly escalate: boolean;
  readonly digest: boolean;
  readonly passedOver: number;
}

export interface NoticeContext {
  readonly calendars: CalendarBook;
  readonly now: string;
  /** IANA zone of the office. */
  readonly zone: string;
}

/**
 * What one person is told of all that came for him at one time: one notice of what goes into a digest, and one of each
 * that does not. What has climbed and what is due first stands first.
 */
export function noticesFor(owed: readonly OwedReminder[], context: NoticeContext): ReminderNotice[] {
  const inOrder = owed.toSorted(
    (one, other) => Number(other.escalate) - Number(one.escalate) || Date.parse(one.dueAt) - Date.parse(other.dueAt),
  );
  const together = inOrder.filter(({ digest }) => digest);
  const single = inOrder.filter(({ digest }) => !digest);
  if (together.length > 1) return [digestOf(together, context), ...single.map((each) => noticeOf(each, context))];
  return inOrder.map((each) => noticeOf(each, context));
}

function noticeOf(owed: OwedReminder, context: NoticeContext): ReminderNotice {
  const what = owed.taskId === null ? 'Thời hạn' : 'Công việc';
  const climbed = owed.escalate ? ' Việc được chuyển lên để chỉ đạo, xử lý.' : '';
  const late =
    owed.passedOver === 0 ? '' : ` Hệ thống gửi muộn: ${owed.passedOver} lần nhắc trước của việc này đã không gửi được.`;
  return {
    kind: owed.escalate ? 'escalation' : 'reminder',
    title: `${headingOf([owed], context)}: ${nameInShort(owed)}`,
    body: `${what} ${nameInFull(owed)} có hạn ${timeLeft(owed, context)}.${climbed}${late}`,
    instanceId: owed.instanceId,
    ...(owed.taskId !== null && { taskId: owed.taskId }),
    event: `reminder:${owed.reminderId}`,
  };
}

function digestOf(owed: readonly OwedReminder[], context: NoticeContext): ReminderNotice {
  const sayOwed = (each: OwedReminder) =>
    `${nameInFull(each)}: hạn ${timeLeft(each, context)}${each.escalate ? ', được chuyển lên' : ''} (${linkTo(each.taskId, each.instanceId)})`;
  const lines = noticeLines(owed, sayOwed, 'việc khác trong danh sách việc');
  const late = owed.some(({ passedOver }) => passedOver > 0);
  if (late) lines.push('Hệ thống gửi muộn: có lần nhắc trước đã không gửi được.');
  const heading = headingOf(owed, context);
  return {
    kind: owed.some(({ escalate }) => escalate) ? 'escalation' : 'reminder',
    title: `${owed.length} việc ${heading.charAt(0).toLowerCase()}${heading.slice(1)}: ${titles(owed)}`,
    body: lines.join('\n'),
    event: `reminders:${owed[0]!.reminderId}`,
  };
}

/** In one word how near the deadlines are. */
function headingOf(owed: readonly OwedReminder[], context: NoticeContext): string {
  const [state, ...others] = new Set(owed.map((each) => stateOf(each, context)));
  return others.length === 0 ? state! : 'Sắp đến hạn hoặc quá hạn';
}

/** What was due at the end of a day is not yet late on the next morning: no working time has passed. */
function stateOf({ dueAt, unitCode }: OwedReminder, { calendars, now }: NoticeContext): string {
  if (Date.parse(dueAt) > Date.parse(now)) return 'Sắp đến hạn';
  const { days, hours, minutes } = calendars.ofUnit(unitCode).workingTime.remaining(now, dueAt);
  return days + hours + minutes === 0 ? 'Đến hạn' : 'Quá hạn';
}

/** The first of them by name: enough to know what it is about. */
function titles(owed: readonly OwedReminder[]): string {
  const named = owed.slice(0, 2).map(nameInShort);
  return owed.length > named.length ? `${named.join(', ')}…` : named.join(', ');
}

/** `16:30 21/11/2025, còn 1 ngày 3 giờ làm việc` */
function timeLeft({ dueAt, unitCode }: OwedReminder, { calendars, now, zone }: NoticeContext): string {
  return `${sayTime(dueAt, zone)}, ${sayRemaining(calendars.ofUnit(unitCode).workingTime.remaining(now, dueAt))}`;
}
