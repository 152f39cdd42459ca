import type { Transaction } from '#database';
import { type Finding, newId, tidyText, yearInZone } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { WorkFileRefusedError } from '../errors.js';
import type { LockedFile } from '../files/lock-work-file.js';
import { holdsUndecidedSecret } from '../files/undecided-secret.js';
import { isKeeperOrHead, type Person } from '../rights.js';

export const handoverSchema = z.strictObject({
  fileIds: z.array(z.uuid()).min(1).max(500),
  note: z.string().overwrite(tidyText).min(1).max(2000).optional(),
});

export interface SubmitHandoverInput extends z.output<typeof handoverSchema> {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

interface HandedFile extends LockedFile {
  readonly isSubmitted: boolean;
  /** Something in it may be a state secret. */
  readonly isUndecided: boolean;
}

/**
 * Hands closed files of one unit over to the archive, in the order given (ND 30 §30–31). The archivist accepts or returns
 * them; meanwhile none of them is opened again. @throws WorkFileRefusedError with one finding per file
 */
export const submitHandover: Command<SubmitHandoverInput, { id: string; year: number; number: number }> = {
  name: 'work-files.submit-handover',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { fileIds, note, groups }) {
    const { tx, now, zone, caller } = context;
    const files = await lockFiles(tx, fileIds);
    const findings = findingsOf(files, fileIds, { login: caller.actor, groups });
    if (findings.length > 0) throw new WorkFileRefusedError(findings);
    // No two hand-overs of a year get the same number.
    await tx.execute('lock table archive_handover in share row exclusive mode');
    const id = newId();
    const year = yearInZone(now, zone);
    const [{ number } = { number: 1 }] = await tx.query<{ number: number }>(
      `insert into archive_handover (id, year, number, unit_code, note, submitted_by, submitted_at)
       select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6 from archive_handover where year = $2 returning number`,
      [id, year, [...files.values()][0]!.unit, note ?? null, caller.actor, now],
    );
    await tx.execute(
      `insert into archive_handover_file (handover_id, position, work_file_id)
       select $1, position, file from unnest($2::uuid[]) with ordinality as given(file, position)`,
      [id, fileIds],
    );
    context.audit({ subject: 'archive-handover', subjectId: id, detail: { year, number, fileIds } });
    return { id, year, number };
  },
};

async function lockFiles(tx: Transaction, fileIds: readonly string[]): Promise<Map<string, HandedFile>> {
  const rows = await tx.query<HandedFile>(
    `select f.id, f.code, f.status, f.unit_code as unit, f.keeper,
       exists (select from archive_handover_file part join archive_handover h on h.id = part.handover_id
               where part.work_file_id = f.id and h.status = 'submitted') as "isSubmitted",
       ${holdsUndecidedSecret('f')} as "isUndecided"
     from work_file f where f.id = any($1) order by f.id for no key update of f`,
    [fileIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function findingsOf(files: ReadonlyMap<string, HandedFile>, fileIds: readonly string[], person: Person): Finding[] {
  const [first] = files.values();
  return fileIds.flatMap((id, index) => {
    const where = `fileIds[${index}]`;
    const file = files.get(id);
    if (file === undefined || !isKeeperOrHead(person, file)) return [{ where, what: 'is no work file of yours' }];
    if (fileIds.indexOf(id) !== index) return [{ where, what: `names ${file.code} again` }];
    if (file.unit !== first!.unit) return [{ where, what: `${file.code} is of another unit`, mend: 'Hand over the files of each unit apart.' }];
    if (file.status !== 'closed') return [{ where, what: `${file.code} is ${file.status}`, mend: 'Close it first.' }];
    if (file.isUndecided) return [{ where, what: `${file.code} holds what may be a state secret`, mend: 'Wait until that is decided.' }];
    return file.isSubmitted ? [{ where, what: `${file.code} is in another hand-over that is not decided yet` }] : [];
  });
}
