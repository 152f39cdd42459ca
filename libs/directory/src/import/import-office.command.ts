import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { createHash } from 'node:crypto';
import { isHeaded } from '../list-units.query.js';
import { compareRow } from './compare-row.js';
import { enterRow, inOrder } from './enter-row.js';
import { ImportNotAsReviewedError, ImportRefusedError } from './errors.js';
import type { SheetName } from './office-columns.js';
import type { ImportFinding, SheetRow } from './office-sheets.js';
import { rowFindings } from './row-findings.js';

export interface ImportOfficeInput {
  readonly rows: readonly SheetRow[];
  /** Already found while the files were read. */
  readonly findings: readonly ImportFinding[];
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** Hash of the plan that was reviewed; absent: only plan. */
  readonly reviewed?: string;
}

/** What an import does, or would do. */
export interface OfficeImport {
  /** Of the files and of what is there already; to be given back by whoever has reviewed the plan. */
  readonly hash: string;
  readonly applied: boolean;
  readonly added: Readonly<Record<SheetName, number>>;
  /** Rows that say what the directory says already. */
  readonly unchanged: number;
  /** All that is wrong; with any, nothing is entered. */
  readonly findings: readonly ImportFinding[];
  /** What is possible and should be looked at. */
  readonly warnings: readonly ImportFinding[];
}

/** Ends a trial, so that nothing of it is left. */
class TrialEnded extends Error {}

/**
 * Enters an office that exists, from its lists. Every row is entered by the same command as by hand, so every rule holds; a
 * plan enters all rows, collects what each is refused for and takes everything back. What was reviewed is entered in one
 * transaction, all rows or none. Rows that are there already are left alone, so lists may be imported again with more rows; one
 * that says otherwise than the directory is a finding, since nothing would be changed.
 * @throws ImportNotAsReviewedError, ImportRefusedError
 */
export const importOffice: Command<ImportOfficeInput, OfficeImport> = {
  name: 'directory.import-office',

  request: ({ rows, reviewed }) => ({ rows, reviewed }),

  async run(context, { rows, findings: whileReading, groups, reviewed }) {
    // Nobody else changes the directory between the plan and its end.
    await context.tx.execute('lock table unit, person, post, mailbox_address in share row exclusive mode');
    const { sorted, findings: ofOrder } = inOrder(rows);
    const findings = [...whileReading, ...ofOrder];
    const added: Record<SheetName, number> = { units: 0, people: 0, posts: 0, mailboxes: 0 };
    const entered: SheetRow[] = [];
    let unchanged = 0;
    let warnings: readonly ImportFinding[] = [];
    const enterAll = async () => {
      for (const row of sorted) {
        const differing = await compareRow(context, row);
        if (differing?.length === 0) unchanged++;
        const wrong = differing ?? (await refusalOf(context, row, groups));
        findings.push(...wrong);
        if (differing !== undefined || wrong.length > 0) continue;
        added[row.sheet]++;
        entered.push(row);
      }
      warnings = await warningsOf(context, sorted, entered);
      if (reviewed === undefined || findings.length > 0 || hashOf(entered) !== reviewed) throw new TrialEnded();
    };
    const applied = await context.withSavepoint(enterAll).then(
      () => true,
      (error: unknown) => {
        if (error instanceof TrialEnded) return false;
        throw error;
      },
    );
    if (reviewed !== undefined && findings.length > 0) throw new ImportRefusedError(findings);
    if (reviewed !== undefined && !applied) throw new ImportNotAsReviewedError();
    const hash = hashOf(entered);
    if (applied && entered.length > 0) context.audit({ subject: 'directory', subjectId: 'import', detail: { hash, added: { ...added } } });
    else context.nothingChanged();
    return { hash, applied, added, unchanged, findings, warnings };
  },
};

/** Behind a savepoint of its own: one row that is refused leaves nothing, and the others are tried. */
function refusalOf(context: CommandContext, row: SheetRow, groups: readonly string[]): Promise<ImportFinding[]> {
  return context.withSavepoint(() => enterRow(context, row, groups)).then(
    () => [],
    (error: unknown) => rowFindings(row, error),
  );
}

function hashOf(rows: readonly SheetRow[]): string {
  return createHash('sha256').update(JSON.stringify(rows.map(({ sheet, fields }) => [sheet, fields]))).digest('hex');
}

async function warningsOf({ tx, now, zone }: CommandContext, rows: readonly SheetRow[], entered: readonly SheetRow[]): Promise<ImportFinding[]> {
  const today = dateInZone(now, zone);
  const codes = rows.flatMap(({ sheet, fields }) => (sheet === 'units' ? [fields['code']!] : []));
  const unheaded = await tx.query<{ code: string }>(`select code from unit where code = any($1) and not ${isHeaded('unit', '$2::date')}`, [codes, today]);
  const warnings: ImportFinding[] = [];
  for (const { sheet, line, fields } of rows) {
    if (sheet === 'units' && unheaded.some(({ code }) => code === fields['code'])) {
      warnings.push({ sheet, line, column: 'code', code: 'unit-without-any-head', what: 'has nobody who heads it today', mend: 'Add the post of its head.' });
    }
  }
  for (const { sheet, line, fields } of entered) {
    if (sheet === 'posts' && (fields['to'] ?? today) < today) {
      warnings.push({ sheet, line, column: 'to', code: 'post-over-already', what: 'has passed: the post is entered as history' });
    }
  }
  return warnings;
}
