import type { SkippedDay, YearStatus } from '#calendar';
import type { DeadlineRule } from '../ledger/deadline-rule.js';
import type { DeadlineActRow, DeadlineFacts } from './deadline-facts.js';
import { pausesIn } from './net-time.js';
import { sayDay, sayInstant, sayWorkingTime } from './vietnamese-time.js';

/** Beyond so many days off they are counted, not named. */
const MOST_NAMED = 12;

export interface SaidDeadline {
  readonly status: DeadlineFacts['status'];
  readonly rule: string;
  /** Of a case; null: the model of a task, whose text `rule` is. */
  readonly durationRule: DeadlineRule | null;
  readonly startEvent: string;
  readonly startedAt: string;
  readonly countedFrom: string;
  readonly firstDueAt: string;
  readonly dueAt: string;
  readonly workingDays: number;
  readonly skipped: readonly SkippedDay[];
  readonly acts: readonly DeadlineActRow[];
  readonly remaining: string;
  readonly announced: YearStatus;
  readonly calendar: { readonly version: number; readonly name: string };
  readonly zone: string;
}

/** The whole reason in one Vietnamese sentence, and a warning where days off are not announced yet. */
export function sayDeadline(deadline: SaidDeadline): { readonly sentence: string; readonly warning: string | null } {
  const { status, dueAt, zone, remaining } = deadline;
  const reasons = [sayStart(deadline), ...saySkipped(deadline), ...sayActs(deadline)];
  const standing = status === 'open' ? ` Hiện ${remaining}.` : ` ${STANDING[status]}.`;
  return {
    sentence: `Hạn ${sayInstant(dueAt, zone)} vì ${reasons.join('; ')}.${standing}`,
    warning: sayWarning(deadline),
  };
}

const STANDING = { met: 'Đã xong đúng hạn', missed: 'Đã xong quá hạn', cancelled: 'Đã hủy' } as const;

function sayStart({ startEvent, countedFrom, durationRule, rule, workingDays, zone, firstDueAt }: SaidDeadline): string {
  const start = `${startEvent} lúc ${sayInstant(countedFrom, zone)}`;
  if (durationRule?.kind === 'working') {
    const first = /[WD]/.test(durationRule.duration) ? ', không tính ngày đầu' : '';
    return `${start}, thời hạn ${sayWorkingTime(durationRule.duration)}${first}`;
  }
  if (durationRule?.kind === 'fixed') {
    return `${start}, ${durationRule.by} ấn định hạn ${sayInstant(firstDueAt, zone)} (${workingDays} ngày làm việc)`;
  }
  return rule === 'đặt tay' ? `${start}, hạn được đặt tay` : `${start}, theo quy tắc của quy trình «${rule}»`;
}

function saySkipped({ skipped, calendar }: SaidDeadline): string[] {
  if (skipped.length === 0) return [];
  const by = `theo ${calendar.name}, phiên bản ${calendar.version}`;
  if (skipped.length > MOST_NAMED) return [`trừ ${skipped.length} ngày nghỉ ${by}`];
  return [`trừ ${skipped.map(({ date, name }) => `${name} ${sayDay(date)}`).join(', ')} ${by}`];
}

function sayActs({ acts, zone }: SaidDeadline): string[] {
  const pauses = pausesIn(acts);
  let pause = 0;
  return acts.flatMap((act) => {
    const decided = `${act.reason}${act.approvedBy === null ? '' : `, ${act.approvedBy} duyệt`}`;
    const after = sayInstant(act.dueAfter, zone);
    switch (act.act) {
      case 'pause': {
        const { from, until } = pauses[pause++]!;
        return [`tạm dừng từ ${sayInstant(from, zone)} đến ${sayInstant(until, zone)} (${decided})`];
      }
      case 'resume':
        return [];
      case 'extension':
        return [`gia hạn đến ${after} (${decided})`];
      case 'move':
        return [`chuyển từ ${sayInstant(act.dueBefore, zone)} sang ${after} khi lịch làm việc thay đổi (${decided})`];
      case 'change':
        return [`đổi từ ${sayInstant(act.dueBefore, zone)} sang ${after} (${decided})`];
      case 'correction':
        return [`đính chính thành ${after} (${decided})`];
    }
  });
}

function sayWarning({ announced }: SaidDeadline): string | null {
  if (announced === 'announced') return null;
  const what = announced === 'partly-announced' ? 'chưa được công bố đầy đủ' : 'chưa được công bố';
  return `Lịch nghỉ của năm trong thời hạn này ${what}; hạn có thể thay đổi khi có thông báo.`;
}
