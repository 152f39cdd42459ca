import type { CommandContext } from '#runtime';
import { DraftRefusedError } from './errors.js';

/** Of a draft that is to lie in a work file. */
interface DraftOfWorkFile {
  /** Its code, such as `05.QLCN (2)`. */
  readonly workFile?: string;
  /** The drafter's groups today. */
  readonly groups: readonly string[];
}

/**
 * Finds the open work file of this code to which the drafter may add; of those that plans of several years call so, that of
 * the latest. @returns its id, null where none is named @throws DraftRefusedError
 */
export async function openWorkFileOf({ tx, caller }: CommandContext, { workFile, groups }: DraftOfWorkFile): Promise<string | null> {
  if (workFile === undefined) return null;
  const [file] = await tx.query<{ id: string }>(
    `select f.id from work_file f join work_file_access access on access.work_file_id = f.id
     where f.code = $1 and f.status = 'open' and access.contributes and (access.login = $2 or access.group_name = any($3::text[]))
     order by f.plan_year desc limit 1`,
    [workFile, caller.actor, groups],
  );
  if (file !== undefined) return file.id;
  throw new DraftRefusedError([
    {
      where: 'workFile',
      code: 'work-file-not-open',
      what: `${workFile} is no open work file to which you may add`,
      mend: 'Open it first, have it shared with you, or leave it out.',
    },
  ]);
}
