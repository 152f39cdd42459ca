import { CongvanError } from '#foundation';
import type { ImportFinding, SheetRow } from './office-sheets.js';

/** The columns in which the fields of the commands stand, where they have other names. */
const COLUMN_OF: Readonly<Record<string, string>> = { parentCode: 'parent', validFrom: 'from', fullName: 'name', localPart: 'name', lastDay: 'to' };

/** What a row was refused for, with its place in the file. @throws what is no refusal */
export function rowFindings({ sheet, line }: SheetRow, error: unknown): ImportFinding[] {
  if (!(error instanceof CongvanError) || error.kind === 'internal' || error.kind === 'transient') throw error;
  if (error.findings.length === 0) return [{ sheet, line, column: '', code: error.code, what: error.message }];
  return error.findings.map(({ where, what, mend, code }) => ({
    sheet,
    line,
    column: sheet === 'mailboxes' && (where === 'login' || where === 'unit') ? 'owner' : (COLUMN_OF[where] ?? where),
    code: code ?? error.code,
    what,
    mend,
  }));
}
