import { DateTime } from 'luxon';

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ Nhật'];

/** `17:00 thứ Sáu 30/01/2026`, as clocks and calendars of the zone show it. */
export function sayInstant(instant: string, zone: string): string {
  const local = DateTime.fromISO(instant, { zone });
  return `${local.toFormat('HH:mm')} ${WEEKDAYS[local.weekday - 1]} ${local.toFormat('dd/MM/yyyy')}`;
}

/** `30/01` of `2026-01-30`. */
export function sayDay(date: string): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}`;
}

/** `P5D` → `5 ngày làm việc`, `P1DT4H` → `1 ngày 4 giờ làm việc`. */
export function sayWorkingTime(duration: string): string {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)([WDHMS])/g)];
  const names: Readonly<Record<string, string>> = { W: 'tuần', D: 'ngày', H: 'giờ', M: 'phút', S: 'giây' };
  return `${parts.map(([, amount, unit]) => `${amount} ${names[unit!]}`).join(' ')} làm việc`;
}
