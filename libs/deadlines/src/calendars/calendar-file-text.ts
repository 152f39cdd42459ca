import { CalendarFileUnreadableError } from './errors.js';

const SAVE_AS_UTF8 = 'Trong Excel: «Lưu thành» (Save As) rồi chọn «CSV UTF-8 (Comma delimited)».';

/** How files begin that people take for CSV, because Excel opens them like one: a ZIP and an OLE container. */
const EXCEL_BEGINS = ['504b0304', 'd0cf11e0'];
const UTF_16_BEGINS = ['fffe', 'feff'];

/**
 * The text of a file of days as UTF-8, with or without a byte order mark. Anything else is refused: names and sources would be
 * published with letters missing. @throws CalendarFileUnreadableError
 */
export function calendarFileText(content: Uint8Array): string {
  const begin = Buffer.from(content.subarray(0, 4)).toString('hex');
  if (EXCEL_BEGINS.some((mark) => begin === mark)) throw unreadable('là tệp Excel, không phải CSV hay iCalendar.');
  if (UTF_16_BEGINS.some((mark) => begin.startsWith(mark)) || content.includes(0)) throw unreadable('là văn bản UTF-16, không phải UTF-8.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw unreadable('không phải văn bản UTF-8, nên chữ tiếng Việt trong tệp không đọc được.');
  }
}

function unreadable(what: string): CalendarFileUnreadableError {
  return new CalendarFileUnreadableError([{ where: 'tệp', what, mend: SAVE_AS_UTF8 }]);
}
