/** What is left until a deadline in working time, or by how much it is missed; the amounts are never negative. */
export interface Remaining {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly late: boolean;
}

/** The words of the office: `còn 1 ngày 3 giờ làm việc`, `quá hạn 2 giờ làm việc`. Minutes are said below a day only. */
export function sayRemaining({ days, hours, minutes, late }: Remaining): string {
  const amount = [
    days > 0 ? `${days} ngày` : '',
    hours > 0 ? `${hours} giờ` : '',
    minutes > 0 && days === 0 ? `${minutes} phút` : '',
  ].filter((part) => part !== '');
  if (amount.length > 0) return `${late ? 'quá hạn' : 'còn'} ${amount.join(' ')} làm việc`;
  return late ? 'vừa quá hạn' : 'đúng hạn lúc này';
}
