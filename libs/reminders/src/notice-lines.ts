import { DateTime } from 'luxon';

/** Lines of one notice; the list of deadlines, or the worklist, shows the rest. */
const MOST_LINES = 10;

/** One line for each of the first items, then how many more there are. @param others what they are called: `việc khác` */
export function noticeLines<Item>(items: readonly Item[], say: (item: Item) => string, others: string): string[] {
  const lines = items.slice(0, MOST_LINES).map((item) => `• ${say(item)}`);
  const rest = items.length - lines.length;
  return rest === 0 ? lines : [...lines, `… và ${rest} ${others}.`];
}

/** Where somebody sees what is due. @param taskId null for a deadline of a case */
export function linkTo(taskId: string | null, instanceId: string): string {
  return taskId === null ? `/process-instances/${instanceId}` : `/tasks/${taskId}`;
}

/** `16:30 21/11/2025`. @param zone IANA zone of the office */
export function sayTime(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat('HH:mm dd/MM/yyyy');
}
