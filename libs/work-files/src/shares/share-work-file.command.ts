import { dateInZone, type Finding, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { WorkFileForbiddenError, WorkFileNotOpenError, WorkFileRefusedError } from '../errors.js';
import { SHARE_LEVELS } from '../files/get-work-file.query.js';
import { lockWorkFile } from '../files/lock-work-file.js';
import { isKnown } from '../files/people.js';
import { isKeeperOrHead } from '../rights.js';

export const shareSchema = z.strictObject({
  /** A person by login or a unit by code: one of the two. */
  login: z.string().min(1).max(64).optional(),
  unit: z.string().min(1).max(40).optional(),
  level: z.enum(SHARE_LEVELS),
  /** First day; absent: from now on. */
  from: z.iso.date().optional(),
  /** Last day; absent: until somebody ends it. */
  until: z.iso.date().optional(),
});

export interface ShareWorkFileInput {
  readonly fileId: string;
  readonly share: z.output<typeof shareSchema>;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Shares a file with a person or a unit for a time: they read it and the documents in it, or add to it as well (171/QĐ-BDT §1).
 * Its keeper and the head of its unit may, until it lies in the archive.
 * @throws WorkFileNotFoundError, WorkFileForbiddenError, WorkFileNotOpenError, WorkFileRefusedError
 */
export const shareWorkFile: Command<ShareWorkFileInput, { id: string }> = {
  name: 'work-files.share-work-file',
  request: ({ fileId, share }) => ({ fileId, share }),
  async run(context, { fileId, share, groups }) {
    const { tx, now, zone, caller } = context;
    const file = await lockWorkFile(tx, fileId);
    if (!isKeeperOrHead({ login: caller.actor, groups }, file)) throw new WorkFileForbiddenError('share it');
    if (file.status === 'handed-over') throw new WorkFileNotOpenError(file.code, file.status);
    const findings = await findingsOf(context, share);
    if (findings.length > 0) throw new WorkFileRefusedError(findings);
    const id = newId();
    const { login = null, unit = null, level, from, until } = share;
    await tx.execute(
      `insert into work_file_share (id, work_file_id, login, unit_code, level, starts_at, ends_at, shared_by, shared_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, fileId, login, unit, level, startOf(from, zone) ?? now, startOf(until, zone, 1), caller.actor, now],
    );
    context.audit({ subject: 'work-file', subjectId: fileId, detail: { shareId: id, shared: { ...share } } });
    return { id };
  },
};

async function findingsOf({ tx, now, zone }: CommandContext, { login, unit, from, until }: ShareWorkFileInput['share']): Promise<Finding[]> {
  const findings: Finding[] = [];
  const today = dateInZone(now, zone);
  if ((login === undefined) === (unit === undefined)) findings.push({ where: 'login', what: 'or unit: one of the two must be named' });
  else if (!(await isKnown(tx, { login, unit, day: today }))) {
    findings.push({ where: login === undefined ? 'unit' : 'login', what: `${login ?? unit} is not in the directory` });
  }
  if (from !== undefined && from < today) findings.push({ where: 'from', what: 'lies in the past' });
  if (until !== undefined && until < (from ?? today)) findings.push({ where: 'until', what: 'lies before the first day' });
  return findings;
}

/** The first instant of a day in the office, or of so many days after it; null without a day. */
function startOf(day: string | undefined, zone: string, daysAfter = 0): string | null {
  return day === undefined ? null : DateTime.fromISO(day, { zone }).plus({ days: daysAfter }).toUTC().toISO();
}
