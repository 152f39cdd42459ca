import type { Transaction } from '#database';
import { WorkFileNotFoundError, WorkFileNotOpenError } from '../errors.js';
import type { Kept } from '../rights.js';

export const WORK_FILE_STATUSES = ['open', 'closed', 'handed-over'] as const;
export type WorkFileStatus = (typeof WORK_FILE_STATUSES)[number];

export interface LockedFile extends Kept {
  readonly id: string;
  readonly code: string;
  readonly status: WorkFileStatus;
}

/** Locked until the transaction ends, so that what is decided about still holds. @throws WorkFileNotFoundError */
export async function lockWorkFile(tx: Transaction, id: string): Promise<LockedFile> {
  const [file] = await tx.query<LockedFile>(
    'select id, code, status, unit_code as unit, keeper from work_file where id = $1 for no key update',
    [id],
  );
  if (file === undefined) throw new WorkFileNotFoundError(id);
  return file;
}

/** @throws WorkFileNotOpenError */
export function requireOpen({ code, status }: LockedFile): void {
  if (status !== 'open') throw new WorkFileNotOpenError(code, status);
}
