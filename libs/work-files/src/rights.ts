import type { Database, Transaction } from '#database';
import { WorkFileForbiddenError } from './errors.js';

/** Whoever asks: login and the groups that his posts give him today. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** Their post is to handle or oversee what the whole office does, or to keep its archive: they read every work file. */
export const READERS_OF_ALL_FILES = ['clerk', 'leader', 'chief-of-office', 'manager', 'admin'] as const;

/** Who takes files over for the archive (ND 30 §30). Small agencies have no other archivist than the clerk. */
export const ARCHIVISTS = ['clerk'] as const;

/** Condition over a `work_file` under the alias `file`; `first` is the number of the first of {@link personParameters}. */
export function readableFile(file: string, first: number): string {
  return `($${first}::text is null or exists (
    select from work_file_access access where access.work_file_id = ${file}.id
      and (access.login = $${first} or access.group_name = any($${first + 1}::text[]))))`;
}

/** The two parameters of {@link readableFile}; the login is null for readers of all files. */
export function personParameters({ login, groups }: Person): [string | null, readonly string[]] {
  return READERS_OF_ALL_FILES.some((group) => groups.includes(group)) ? [null, []] : [login, groups];
}

/** @throws WorkFileForbiddenError unless the person may read the file. */
export async function requireFileReader(source: Pick<Database | Transaction, 'query'>, person: Person, fileId: string): Promise<void> {
  const found = await source.query(`select from work_file f where f.id = $1 and ${readableFile('f', 2)}`, [
    fileId,
    ...personParameters(person),
  ]);
  if (found.length === 0) throw new WorkFileForbiddenError('read it');
}

/**
 * What was taken out of a file is read on by those who answer for it, and by readers of all files, who may have to explain why.
 * @throws WorkFileForbiddenError unless the person may read an attachment that was put into the file
 */
export async function requireAttachedReader(source: Pick<Database | Transaction, 'query'>, person: Person, fileId: string, attachmentId: string): Promise<void> {
  await requireFileReader(source, person, fileId);
  const found = await source.query(
    `select from work_file f where f.id = $1 and ($2::text is null or f.keeper = $2 or 'head:' || f.unit_code = any($3::text[])
       or exists (select from work_file_entry e where e.work_file_id = f.id and e.attachment_id = $4 and e.removed_at is null))`,
    [fileId, ...personParameters(person), attachmentId],
  );
  if (found.length === 0) throw new WorkFileForbiddenError('read what was taken out of it');
}

/** Its keeper, the head of its unit, and those with whom it was shared to contribute. @throws WorkFileForbiddenError */
export async function requireContributor(tx: Transaction, { login, groups }: Person, fileId: string): Promise<void> {
  const found = await tx.query(
    `select from work_file_access where work_file_id = $1 and contributes and (login = $2 or group_name = any($3::text[]))`,
    [fileId, login, groups],
  );
  if (found.length === 0) throw new WorkFileForbiddenError('add to it');
}

/** What decides who answers for a file. */
export interface Kept {
  readonly unit: string;
  readonly keeper: string;
}

export function isKeeperOrHead(person: Person, file: Kept): boolean {
  return person.login === file.keeper || isHead(person, file);
}

export function isHead({ groups }: Person, { unit }: Pick<Kept, 'unit'>): boolean {
  return groups.includes(`head:${unit}`);
}
