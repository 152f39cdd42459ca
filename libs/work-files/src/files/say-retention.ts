import { DateTime } from 'luxon';
import type { WorkFileRow } from './work-file-columns.js';

/** How long a file is kept (hạn bảo quản), with the last day as soon as it is known: once the file is closed. */
export function sayRetention({ retentionYears, retainUntil }: Pick<WorkFileRow, 'retentionYears' | 'retainUntil'>): string {
  if (retentionYears === null) return 'Vĩnh viễn';
  return `${retentionYears} năm${retainUntil === null ? '' : `, đến hết ngày ${DateTime.fromISO(retainUntil).toFormat('dd/MM/yyyy')}`}`;
}
