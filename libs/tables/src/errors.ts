import { CongvanError } from '#foundation';

/** The file is no workbook that is read here: damaged, of another kind, or more than a list of an office can be. */
export class WorkbookUnreadableError extends CongvanError {
  readonly code = 'tables.workbook-unreadable';
  readonly kind = 'invalid';

  constructor(what: string, cause?: unknown) {
    super(`The workbook cannot be read: it ${what}.`, { findings: [{ where: 'file', what, mend: 'Save it as XLSX anew, or as CSV.' }], cause });
  }
}
