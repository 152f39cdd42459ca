import type { CalendarData, Session, Weekday } from '../calendar-data.js';

const MINUTE = 60_000;
const OFFSET = 7 * 60 * MINUTE;

/**
 * Working time found the slow way, for calendars of Vietnam whose sessions end on full minutes: one minute after the
 * other, each asked for by its date and its hour.
 */
export class MinuteWalk {
  private readonly known = new Map<string, Session[]>();

  constructor(private readonly data: CalendarData) {}

  isWorking(at: string): boolean {
    return this.works(Date.parse(at));
  }

  nextWorkingInstant(at: string): string {
    let now = Date.parse(at);
    while (!this.works(now)) now += MINUTE;
    return text(now);
  }

  addMinutes(from: string, minutes: number): string {
    let now = Date.parse(from);
    // At the end of a session nothing is to be skipped.
    if (minutes === 0) return this.works(now - MINUTE) ? from : this.nextWorkingInstant(from);
    for (let left = minutes; left > 0; now += MINUTE) if (this.works(now)) left -= 1;
    return text(now);
  }

  subtractMinutes(from: string, minutes: number): string {
    let now = Date.parse(from);
    for (let left = minutes; left > 0; now -= MINUTE) if (this.works(now - MINUTE)) left -= 1;
    return text(now);
  }

  minutesBetween(from: string, to: string): number {
    let worked = 0;
    for (let now = Date.parse(from); now < Date.parse(to); now += MINUTE) if (this.works(now)) worked += 1;
    return worked;
  }

  addDays(from: string, days: number): string {
    let day = dateOf(Date.parse(from));
    if (days === 0) while (this.sessions(day).length === 0) day = shifted(day, 1);
    for (let left = days; left > 0;) {
      day = shifted(day, 1);
      if (this.sessions(day).length > 0) left -= 1;
    }
    return this.endOf(day);
  }

  subtractDays(from: string, days: number): string {
    let day = dateOf(Date.parse(from));
    for (let left = days; left > 0;) {
      day = shifted(day, -1);
      if (this.sessions(day).length > 0) left -= 1;
    }
    return this.endOf(day);
  }

  private works(at: number): boolean {
    const local = new Date(at + OFFSET).toISOString();
    const time = local.slice(11, 16);
    return this.sessions(local.slice(0, 10)).some(({ from, to }) => from <= time && time < to);
  }

  private sessions(date: string): Session[] {
    let sessions = this.known.get(date);
    if (sessions === undefined) {
      const weekday = String(new Date(date).getUTCDay() || 7) as Weekday;
      const season = this.data.seasons?.find(({ from, to }) => isBetween(from, date.slice(5), to));
      const { week } = season ?? this.data;
      sessions = this.data.days.find((day) => day.date === date)?.sessions ?? week[weekday];
      this.known.set(date, sessions);
    }
    return sessions;
  }

  private endOf(date: string): string {
    const [hours, minutes] = this.sessions(date).at(-1)!.to.split(':').map(Number) as [number, number];
    return text(Date.parse(date) - OFFSET + (hours * 60 + minutes) * MINUTE);
  }
}

/** Going round the year from one day `MM-DD`, another is met no later than a third. */
function isBetween(from: string, day: string, to: string): boolean {
  const after = (text: string) => (text < from ? `2${text}` : `1${text}`);
  return after(day) <= after(to);
}

function dateOf(at: number): string {
  return new Date(at + OFFSET).toISOString().slice(0, 10);
}

function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 1_440 * MINUTE).toISOString().slice(0, 10);
}

function text(at: number): string {
  return new Date(at).toISOString();
}
