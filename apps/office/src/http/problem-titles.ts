import { DOCUMENT_TITLES } from './problem-titles/document-titles.js';
import { MAILBOX_TITLES } from './problem-titles/mailbox-titles.js';
import { PEOPLE_TITLES } from './problem-titles/people-titles.js';
import { PROCESS_TITLES } from './problem-titles/process-titles.js';
import { REQUEST_TITLES } from './problem-titles/request-titles.js';
import { TIME_TITLES } from './problem-titles/time-titles.js';
import { WORK_TITLES } from './problem-titles/work-titles.js';
import { TITLES_OF_STATUSES } from './status-titles.js';

/**
 * What happened, in the words of the office: `title` of a problem (RFC 9457 §3.1.3), the same on every occurrence.
 * `detail` says more and is written for whoever operates or builds against the API.
 */
const TITLES_OF_CODES: Readonly<Record<string, string>> = {
  ...REQUEST_TITLES,
  ...PEOPLE_TITLES,
  ...MAILBOX_TITLES,
  ...DOCUMENT_TITLES,
  ...WORK_TITLES,
  ...TIME_TITLES,
  ...PROCESS_TITLES,
};

export const TITLED_CODES: readonly string[] = Object.keys(TITLES_OF_CODES);

export function problemTitle(code: string, status: number): string {
  return TITLES_OF_CODES[code] ?? TITLES_OF_STATUSES[status] ?? 'Lỗi hệ thống';
}
