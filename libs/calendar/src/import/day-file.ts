import type { Finding } from '#foundation';
import { z } from 'zod';
import { type CalendarDay, calendarDaySchema, type Session } from '../calendar-data.js';

/** What a file of days yields: the rows that are right, and what is wrong with the others, in Vietnamese. */
export interface DaysRead {
  days: CalendarDay[];
  findings: Finding[];
}

/** Findings are read by the people who keep the calendar. */
const { localeError } = z.locales.vi();

/** Longest file in characters that is read at all; 40 years of holidays with their sources are a tenth of it. */
const LONGEST_FILE = 2_000_000;
const MOST_DAYS = 5_000;
const MOST_FINDINGS = 200;

/** What is left of Vietnamese letters where a program has saved them in a code page that lacks them: «Ngh? b?o». Links have such marks too. */
const LOST_LETTERS = /\uFFFD|(?<!:\/\/\S*)\p{L}\?\p{L}/u;

/** Collects the rows of one file, so that both kinds of files refuse the same things in the same words. */
export class DayFile {
  private readonly days = new Map<string, CalendarDay>();
  private readonly findings: Finding[] = [];

  /** Whether the text may be read; if not, that is the one finding. */
  mayRead(text: string): boolean {
    if (text.length <= LONGEST_FILE) return true;
    this.refuse(1, 'tệp quá lớn.', `Chia thành các tệp nhỏ hơn ${LONGEST_FILE} ký tự.`);
    return false;
  }

  get isFull(): boolean {
    return this.findings.length >= MOST_FINDINGS || this.days.size >= MOST_DAYS;
  }

  /** @param line counted from 1. */
  refuse(line: number, what: string, mend?: string): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ where: `dòng ${line}`, what, mend });
  }

  /** Takes a row as it was read; anything that is wrong with it is a finding. */
  add(line: number, row: Record<keyof CalendarDay, unknown>): void {
    const read = calendarDaySchema.safeParse(row, { error: localeError });
    if (!read.success) {
      for (const { path, message } of read.error.issues) {
        this.refuse(line, `${path.join('.')}: ${message}`, 'Sửa dòng này rồi nhập lại.');
      }
      return;
    }
    const lost = [read.data.name, read.data.source].find((text) => LOST_LETTERS.test(text));
    if (lost !== undefined)
      this.refuse(line, `«${lost}» đã mất chữ tiếng Việt.`, 'Mở tệp gốc và lưu lại dạng «CSV UTF-8», hoặc viết lại chữ.');
    else if (this.days.has(read.data.date))
      this.refuse(line, `ngày ${read.data.date} đã có ở dòng trước.`, 'Chỉ giữ lại một dòng cho mỗi ngày.');
    else if (this.days.size >= MOST_DAYS) this.refuse(line, `tệp có hơn ${MOST_DAYS} ngày.`, 'Chia thành nhiều tệp.');
    else this.days.set(read.data.date, read.data);
  }

  read(): DaysRead {
    const days = [...this.days.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
    return { days, findings: this.findings };
  }
}

/** `07:00-11:30 13:30-17:00` as sessions, unchecked: what is no session stays to be refused by the schema. */
export function sessionsIn(text: string): Session[] {
  const parts = text.split(/\s+/).filter((part) => part !== '');
  return parts.map((part) => {
    const [from = '', to = ''] = part.split(/[-–]/);
    return { from: from.padStart(5, '0'), to: to.padStart(5, '0') };
  });
}
