import { DateTime, Duration } from 'luxon';

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

/** `P5D` → `5 ngày làm việc`, `P1DT4H` → `1 ngày 4 giờ làm việc`, `PT5400S` → `1 giờ 30 phút làm việc`. */
export function sayWorkingTime(duration: string): string {
  const { weeks = 0, days = 0, ...time } = Duration.fromISO(duration).toObject();
  // Hours never make up days: the two are counted differently.
  const { hours = 0, minutes = 0, seconds = 0 } = Duration.fromObject(time).shiftTo('hours', 'minutes', 'seconds').toObject();
  const amounts = [
    [weeks, 'tuần'],
    [days, 'ngày'],
    [hours, 'giờ'],
    [minutes, 'phút'],
    [seconds, 'giây'],
  ] as const;
  const said = amounts.filter(([amount]) => amount !== 0).map(([amount, unit]) => `${amount} ${unit}`);
  return `${said.join(' ') || '0 giờ'} làm việc`;
}

/** Whether it counts days, of which the first one is not counted. */
export function countsDays(duration: string): boolean {
  return /[WD]/.test(duration);
}
