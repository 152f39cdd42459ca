import { isCalendarDate } from '#foundation';
import { DAY_KINDS } from '../calendar-data.js';
import { DayFile, type DaysRead, sessionsIn } from './day-file.js';
import { type IcsLine, icsLines, icsText } from './ics-lines.js';

const KINDS: readonly string[] = DAY_KINDS;
/** No run of days off is longer; Tết has nine. */
const LONGEST_EVENT = 60;
const DAY_MS = 86_400_000;

type Properties = ReadonlyMap<string, IcsLine>;

/**
 * Reads the all-day events of an iCalendar file (RFC 5545): each date from DTSTART up to before DTEND is a row named by
 * SUMMARY. The source is DESCRIPTION. `X-CONGVAN-KIND` or CATEGORIES may name another kind than `day-off`,
 * `X-CONGVAN-SESSIONS` its hours. Events at an hour and events that repeat are refused: a day off is announced for its
 * year. Cancelled events are left out.
 * @param source of events that name none; without it those are refused.
 */
export function readIcs(text: string, source?: string): DaysRead {
  const file = new DayFile();
  if (file.mayRead(text)) readEvents(text, file, source);
  return file.read();
}

function readEvents(text: string, file: DayFile, source: string | undefined): void {
  const inside: string[] = [];
  let event = new Map<string, IcsLine>();
  let events = 0;
  for (const line of icsLines(text)) {
    const component = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN') {
      inside.push(component);
      if (component === 'VEVENT') event = new Map([['BEGIN', line]]);
    } else if (line.name === 'END') {
      const ended = inside.pop();
      if (ended !== component)
        return file.refuse(line.line, `END:${component} không khớp với BEGIN:${ended ?? ''}.`, 'Xuất lại tệp .ics.');
      if (component !== 'VEVENT') continue;
      if (file.isFull)
        return file.refuse(
          line.line,
          'từ đây không đọc nữa vì có quá nhiều ngày hoặc quá nhiều lỗi.',
          'Chia thành nhiều tệp.',
        );
      events += 1;
      addEvent(event, file, source);
    } else if (inside.at(-1) === 'VEVENT') event.set(line.name, line);
  }
  if (inside.length > 0) file.refuse(1, `tệp bị cắt: ${inside.at(-1)} không có END.`, 'Xuất lại tệp .ics.');
  else if (events === 0)
    file.refuse(1, 'tệp không có sự kiện (VEVENT) nào.', 'Chọn tệp .ics xuất từ một lịch ngày nghỉ.');
}

function addEvent(event: Properties, file: DayFile, usualSource = ''): void {
  const { line } = event.get('BEGIN')!;
  if (textOf(event, 'STATUS').toUpperCase() === 'CANCELLED') return;
  const repeated = ['RRULE', 'RDATE', 'RECURRENCE-ID']
    .map((name) => event.get(name))
    .find((found) => found !== undefined);
  if (repeated !== undefined) {
    return file.refuse(
      repeated.line,
      `sự kiện lặp lại (${repeated.name}) không được nhập.`,
      'Ghi mỗi ngày nghỉ của mỗi năm thành một sự kiện.',
    );
  }
  const start = dateOf(event.get('DTSTART'));
  if (start === null) {
    const place = event.get('DTSTART')?.line ?? line;
    return file.refuse(
      place,
      'DTSTART không phải là một ngày trọn (VALUE=DATE).',
      'Ghi sự kiện cả ngày, ví dụ DTSTART;VALUE=DATE:20260217.',
    );
  }
  const days = lengthOf(event, start);
  if (days === null) {
    const place = (event.get('DTEND') ?? event.get('DURATION'))!.line;
    return file.refuse(
      place,
      'ngày kết thúc không đọc được, không sau ngày bắt đầu, hoặc quá xa.',
      `DTEND là ngày đầu tiên đi làm lại; nhiều nhất ${LONGEST_EVENT} ngày.`,
    );
  }
  const sessions = sessionsIn(textOf(event, 'X-CONGVAN-SESSIONS'));
  const source = textOf(event, 'DESCRIPTION') || usualSource;
  if (source === '') {
    return file.refuse(
      line,
      'sự kiện không có căn cứ (DESCRIPTION).',
      'Ghi văn bản làm căn cứ vào phần mô tả, hoặc khi nhập cho biết thông báo mà tệp làm theo.',
    );
  }
  for (let day = 0; day < days; day += 1) {
    const date = new Date(start + day * DAY_MS).toISOString().slice(0, 10);
    file.add(line, { date, kind: kindOf(event), sessions, name: textOf(event, 'SUMMARY'), source });
  }
}

/** Days of an event: one where it names no end (RFC 5545 §3.6.1); null where its end cannot be. */
function lengthOf(event: Properties, start: number): number | null {
  const end = event.get('DTEND');
  const duration = event.get('DURATION')?.value.trim();
  if (end === undefined && duration === undefined) return 1;
  const weeksOrDays = /^\+?P(\d{1,3})([WD])$/.exec(duration ?? '');
  const endDate = dateOf(end);
  let days = 0;
  if (endDate !== null) days = (endDate - start) / DAY_MS;
  else if (end === undefined && weeksOrDays !== null) days = Number(weeksOrDays[1]) * (weeksOrDays[2] === 'W' ? 7 : 1);
  return days >= 1 && days <= LONGEST_EVENT ? days : null;
}

function kindOf(event: Properties): string {
  const own = textOf(event, 'X-CONGVAN-KIND').toLowerCase();
  if (own !== '') return own;
  const categories = textOf(event, 'CATEGORIES').toLowerCase().split(',');
  return categories.map((category) => category.trim()).find((category) => KINDS.includes(category)) ?? 'day-off';
}

/** Midnight UTC of a value of the type DATE, as a number to count days with. */
function dateOf(line: IcsLine | undefined): number | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(line?.value.trim() ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  return year !== undefined && isCalendarDate(date) ? Date.parse(date) : null;
}

function textOf(properties: Properties, name: string): string {
  return icsText(properties.get(name)?.value ?? '');
}
