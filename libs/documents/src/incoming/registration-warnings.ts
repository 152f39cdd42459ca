import { ifCountable, type WorkingTime } from '#calendar';
import { warnOfDayOff } from '#deadlines';
import { isCalendarDate, withoutDiacritics } from '#foundation';
import { type DocumentNumber, parseDocumentNumber } from '../numbering/document-number.js';
import { OFFICIAL_LETTER, typeName, typeNamed } from '../numbering/document-types.js';
import type { IncomingDocumentInput } from './incoming-document.schema.js';

/** What of a warning a program may go by. */
export const REGISTRATION_WARNINGS = [
  'number-missing',
  'type-contradicts-symbol',
  'year-contradicts-date',
  'date-in-other-year',
  'number-contradicts-subject',
  'date-contradicts-subject',
  'dated-on-day-off',
  'due-on-day-off',
] as const;

/** Something that looks mistyped though it was registered as it is. */
export interface RegistrationWarning {
  readonly code: (typeof REGISTRATION_WARNINGS)[number];
  /** In Vietnamese, for the clerk. */
  readonly message: string;
}

/**
 * Never a refusal: two of the five regulations behind this software contradict their own number or date.
 * @param arrivedOn `YYYY-MM-DD` in the zone of the office
 */
export function registrationWarnings(input: IncomingDocumentInput, arrivedOn: string, calendar: WorkingTime): RegistrationWarning[] {
  const number = parseDocumentNumber(input.documentNumber ?? '');
  return [
    ...(input.documentNumber ? [] : [warning('number-missing', 'Văn bản không có số, ký hiệu.')]),
    ...otherYearWarning(input, arrivedOn),
    ...(number === null ? [] : [...typeWarning(input, number), ...yearWarning(input, number), ...subjectWarnings(input, number)]),
    ...dayOffWarnings(input, calendar),
  ];
}

function typeWarning({ documentType }: IncomingDocumentInput, { type, year, notation }: DocumentNumber): RegistrationWarning[] {
  const named = typeNamed(documentType);
  // Laws have no type in their symbol (80/2015/QH13), but the year.
  if (named === undefined || named === type || (type === OFFICIAL_LETTER && year !== null)) return [];
  return [warning('type-contradicts-symbol', `Ký hiệu ${notation} là của ${typeName(type)}, tên loại ghi là ${documentType}.`)];
}

function yearWarning({ documentDate }: IncomingDocumentInput, { year }: DocumentNumber): RegistrationWarning[] {
  if (year === null || String(year) === documentDate.slice(0, 4)) return [];
  return [warning('year-contradicts-date', `Ký hiệu ghi năm ${year}, ngày văn bản là ${vietnameseDay(documentDate)}.`)];
}

/** What was written at the end of a year comes in January of the next. */
function otherYearWarning({ documentDate }: IncomingDocumentInput, arrivedOn: string): RegistrationWarning[] {
  const [written, arrived] = [Number(documentDate.slice(0, 4)), Number(arrivedOn.slice(0, 4))];
  const isOfLastYear = written === arrived - 1 && arrivedOn.slice(5, 7) === '01';
  if (written === arrived || isOfLastYear) return [];
  return [warning('date-in-other-year', `Ngày văn bản ${vietnameseDay(documentDate)} không thuộc năm đến, ${arrived}.`)];
}

const CITED =
  /[Ss]ố:?\s*(\d{1,9}\p{L}?(?:\/\d{4})?\s?\/\s?\p{Lu}[\p{L}\d]*(?:\s?[-–]\s?\p{Lu}[\p{L}\d]*)*)(?:,?\s+ngày\s+(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})\s?(?:[/.-]|năm)\s?(\d{4}))?/gu;

/**
 * A subject that cites a number with the same symbol either cites another document of that agency or says what the head
 * should say. Only the clerk can tell.
 */
function subjectWarnings({ subject, documentNumber, documentDate }: IncomingDocumentInput, head: DocumentNumber): RegistrationWarning[] {
  return [...subject.matchAll(CITED)].flatMap(([, cited, day, month, year]) => {
    const number = parseDocumentNumber(cited!);
    if (number === null || symbolOf(number) !== symbolOf(head)) return [];
    const date = year === undefined ? null : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
    const isDate = date !== null && isCalendarDate(date);
    const said = `Trích yếu ghi số ${cited}${isDate ? ` ngày ${vietnameseDay(date)}` : ''}`;
    const here = `văn bản ghi số ${documentNumber} ngày ${vietnameseDay(documentDate)}.`;
    const isSame = number.number === head.number && number.suffix === head.suffix;
    if (!isSame) return [warning('number-contradicts-subject', `${said}, ${here}`)];
    return isDate && date !== documentDate ? [warning('date-contradicts-subject', `${said}, ${here}`)] : [];
  });
}

function dayOffWarnings({ documentDate, dueAt }: IncomingDocumentInput, calendar: WorkingTime): RegistrationWarning[] {
  const dated = ifCountable(() => calendar.dayAt(documentDate));
  const due = dueAt ? warnOfDayOff(calendar, new Date(dueAt).toISOString()) : null;
  const isOff = dated !== null && dated.sessions.length === 0;
  return [
    ...(isOff ? [warning('dated-on-day-off', `Ngày văn bản ${vietnameseDay(documentDate)} là ngày nghỉ (${dated.name}).`)] : []),
    ...(due === null ? [] : [warning('due-on-day-off', due)]),
  ];
}

function symbolOf({ notation }: DocumentNumber): string {
  return withoutDiacritics(notation).toLowerCase();
}

function vietnameseDay(date: string): string {
  return date.split('-').reverse().join('/');
}

function warning(code: RegistrationWarning['code'], message: string): RegistrationWarning {
  return { code, message };
}
