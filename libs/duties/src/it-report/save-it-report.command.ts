import { tidyText } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { holdsOne } from '../duty.js';
import { DutyForbiddenError, DutyStateError, ItReportChangedError } from '../errors.js';
import { lockItReport, sayItReport } from './it-report.js';

const words = z.string().overwrite(tidyText).min(1).max(8000).nullable().default(null);

/** What IT says beside the figures (47/QĐ-STP art. 16.1: the state of the system and what is new). */
export const itReportTextSchema = z.strictObject({ problems: words, proposals: words });
export type ItReportText = z.output<typeof itReportTextSchema>;

export interface SaveItReportInput extends ItReportText {
  readonly reportId: string;
  /** That the writer has read: what another has saved since is not overwritten. */
  readonly revision: number;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * IT writes what is new and what it proposes; it hands the report on by its task.
 * @throws ItReportNotFoundError, DutyForbiddenError, DutyStateError, ItReportChangedError
 */
export const saveItReport: Command<SaveItReportInput, { readonly revision: number }> = {
  name: 'duties.save-it-report',
  request: ({ groups: _groups, ...sent }) => sent,
  async run({ tx, caller, audit }, { reportId, problems, proposals, revision, groups }) {
    const report = await lockItReport(tx, reportId);
    if (!holdsOne({ login: caller.actor, groups }, ['it'])) throw new DutyForbiddenError('write the report: IT does');
    if (report.status !== 'drafting') throw new DutyStateError(sayItReport(report), report.status, 'writing it', 'Its head returns it first.');
    if (revision !== report.revision) throw new ItReportChangedError(report.revision);
    await tx.execute(
      `update it_report set problems = $2, proposals = $3, revision = revision + 1, written_by = $4,
         writers = case when $4 = any(writers) then writers else writers || $4::text end where id = $1`,
      [reportId, problems, proposals, caller.actor],
    );
    audit({ subject: 'it-report', subjectId: reportId, detail: { event: 'saved', revision: revision + 1 } });
    return { revision: revision + 1 };
  },
};
