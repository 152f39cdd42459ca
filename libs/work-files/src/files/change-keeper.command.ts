import type { Command } from '#runtime';
import { WorkFileForbiddenError, WorkFileRefusedError } from '../errors.js';
import { isHead } from '../rights.js';
import { lockWorkFile, requireOpen } from './lock-work-file.js';
import { keeperFindings } from './people.js';

export interface ChangeKeeperInput {
  readonly fileId: string;
  /** Login. */
  readonly keeper: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Another person of the unit keeps the file from now on; its head decides that, e.g. when somebody leaves (ND 30 §31.2).
 * @throws WorkFileNotFoundError, WorkFileForbiddenError, WorkFileNotOpenError, WorkFileRefusedError
 */
export const changeKeeper: Command<ChangeKeeperInput, void> = {
  name: 'work-files.change-keeper',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { fileId, keeper, groups }) {
    const file = await lockWorkFile(context.tx, fileId);
    if (!isHead({ login: context.caller.actor, groups }, file)) throw new WorkFileForbiddenError('give it to another keeper');
    requireOpen(file);
    const findings = await keeperFindings(context, keeper, file.unit);
    if (findings.length > 0) throw new WorkFileRefusedError(findings);
    await context.tx.execute('update work_file set keeper = $2 where id = $1', [fileId, keeper]);
    context.audit({ subject: 'work-file', subjectId: fileId, detail: { old: { keeper: file.keeper }, new: { keeper } } });
  },
};
