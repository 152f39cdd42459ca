import { FIRST_YEAR, LAST_YEAR, type SkippedDay, type YearStatus } from '#calendar';
import type { ExplainedRule } from './basis.js';
import type { DeadlineActRow, DeadlineFacts } from './deadline-facts.js';
import { countsDays, sayDay, sayInstant, sayWorkingTime } from './vietnamese-time.js';

/** Beyond so many days off they are counted, not named. */
const MOST_NAMED = 12;

export interface SaidDeadline {
  readonly status: DeadlineFacts['status'];
  readonly follows: { readonly label: string } | null;
  readonly rule: ExplainedRule;
  readonly startEvent: string;
  readonly countedFrom: string;
  readonly dueAt: string;
  readonly pausedUntil: string | null;
  readonly workingDays: number | null;
  readonly skipped: readonly SkippedDay[];
  /** Those that have had a part in the due date. */
  readonly acts: readonly DeadlineActRow[];
  readonly remaining: string | null;
  readonly announced: YearStatus;
  /** It is open and was counted, so days off that are announced later move it. */
  readonly mayMove: boolean;
  /** What is to be said where it is open and due on a day off. */
  readonly onDayOff: string | null;
  readonly calendar: { readonly version: number; readonly name: string };
  /** It was counted, by another calendar than that of the agency. */
  readonly byOwnCalendar: boolean;
  readonly zone: string;
  /** Name of a person by the login. */
  readonly nameOf: (login: string) => string;
}

export interface DeadlineInWords {
  readonly rule: string;
  /** Its due date with what it was counted from, then one by one what moved it. */
  readonly reasons: readonly string[];
  /** How it stands now. */
  readonly standing: string;
  /** Both as one text. */
  readonly sentence: string;
  /** Of an open one: what is wrong with its due date, and days off that may move it and are not announced yet. */
  readonly warning: string | null;
}

/** A deadline in Vietnamese. */
export function sayDeadline(deadline: SaidDeadline): DeadlineInWords {
  const { dueAt, zone, follows } = deadline;
  const whose = follows === null ? '' : `theo hạn của hồ sơ «${follows.label}»: `;
  const due = `Hạn ${sayInstant(dueAt, zone)} vì ${whose}${sayStart(deadline)}`;
  const reasons = [due, ...saySkipped(deadline), ...sayActs(deadline)];
  const standing = sayStanding(deadline);
  return {
    rule: sayRule(deadline),
    reasons,
    standing,
    sentence: `${reasons.join('; ')}. ${standing}.`,
    warning: sayWarning(deadline),
  };
}

const STANDING = { met: 'Đã xong đúng hạn', missed: 'Đã xong quá hạn', cancelled: 'Đã hủy' } as const;

function sayStanding({ status, pausedUntil, remaining, zone }: SaidDeadline): string {
  if (status !== 'open') return STANDING[status];
  const left = remaining ?? 'chưa tính được thời gian còn lại';
  return pausedUntil === null ? `Hiện ${left}` : `Hiện đang tạm dừng đến ${sayInstant(pausedUntil, zone)}, ${left}`;
}

/** The rule alone: a length of time, who set the date, or as the model has it. */
function sayRule({ rule, nameOf }: SaidDeadline): string {
  switch (rule.kind) {
    case 'working':
      return sayWorkingTime(rule.duration);
    case 'fixed':
      return `${nameOf(rule.by)} ấn định`;
    case 'model':
      return rule.isHandlingTime && rule.counted !== null ? sayWorkingTime(rule.counted.duration) : rule.text;
    case 'byHand':
      return 'đặt tay';
  }
}

function sayStart({ startEvent, countedFrom, rule, workingDays, zone, nameOf }: SaidDeadline): string {
  const start = `${startEvent} lúc ${sayInstant(countedFrom, zone)}`;
  switch (rule.kind) {
    case 'working':
      return `${start}, thời hạn ${sayCount(rule.duration)}`;
    case 'fixed':
      return `${start}, ${nameOf(rule.by)} ấn định hạn ${sayInstant(rule.dueAt, zone)}${workingDays === null ? '' : ` (${workingDays} ngày làm việc)`}`;
    case 'model': {
      const { text, isHandlingTime, counted, countedBack } = rule;
      if (countedBack !== null) {
        return `${start}, tính lùi ${sayWorkingTime(countedBack.duration)} từ ${sayInstant(countedBack.from, zone)} theo quy tắc của quy trình`;
      }
      const by = isHandlingTime ? 'theo thời gian xử lý của bước' : `theo quy tắc của quy trình «${text}»`;
      if (counted === null) return `${start}, ${by}`;
      return `tính từ ${sayInstant(counted.from, zone)}, thời hạn ${sayCount(counted.duration)} ${by}`;
    }
    case 'byHand':
      return `${start}, hạn được đặt tay`;
  }
}

function sayCount(duration: string): string {
  return `${sayWorkingTime(duration)}${countsDays(duration) ? ', không tính ngày đầu' : ''}`;
}

function saySkipped({ skipped, calendar, byOwnCalendar }: SaidDeadline): string[] {
  const by = `theo ${calendar.name}, phiên bản ${calendar.version}`;
  if (skipped.length === 0) return byOwnCalendar ? [by] : [];
  if (skipped.length > MOST_NAMED) return [`trừ ${skipped.length} ngày nghỉ ${by}`];
  return [`trừ ${skipped.map(({ date, name }) => `${name} ${sayDay(date)}`).join(', ')} ${by}`];
}

function sayActs({ acts, zone, nameOf }: SaidDeadline): string[] {
  return acts.flatMap((act) => {
    const decided = `${act.reason}${act.approvedBy === null ? '' : `, ${nameOf(act.approvedBy)} duyệt`}`;
    const after = sayInstant(act.dueAfter, zone);
    switch (act.act) {
      case 'pause':
        return [`tạm dừng từ ${sayInstant(act.at, zone)} đến ${sayInstant(act.resumedAt!, zone)} (${decided})`];
      case 'resume':
        return [];
      case 'extension':
        return [`gia hạn ${act.workingDays === null ? '' : `${act.workingDays} ngày làm việc, `}đến ${after} (${decided})`];
      case 'move':
        return [`chuyển từ ${sayInstant(act.dueBefore, zone)} sang ${after} khi lịch làm việc thay đổi (${decided})`];
      case 'change':
        return [`đổi từ ${sayInstant(act.dueBefore, zone)} sang ${after} (${decided})`];
      case 'correction':
        return [`đính chính thành ${after} (${decided})`];
    }
  });
}

function sayWarning(deadline: SaidDeadline): string | null {
  const { status, remaining, onDayOff } = deadline;
  if (status === 'open' && remaining === null) {
    return `Hạn nằm ngoài các năm ${FIRST_YEAR}–${LAST_YEAR} mà lịch làm việc tính được; hãy đính chính.`;
  }
  return [onDayOff, sayUnannounced(deadline)].filter((warning) => warning !== null).join(' ') || null;
}

function sayUnannounced({ announced, mayMove }: SaidDeadline): string | null {
  if (announced === 'announced' || !mayMove) return null;
  const what = announced === 'partly-announced' ? 'chưa được công bố đầy đủ' : 'chưa được công bố';
  return `Lịch nghỉ của năm trong thời hạn này ${what}; hạn có thể thay đổi khi có thông báo.`;
}
