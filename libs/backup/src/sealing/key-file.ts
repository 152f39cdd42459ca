import { createHash, createHmac } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { BackupSettingsError } from '../errors.js';

/** What is in BACKUP_KEY_FILE, made with `openssl rand -hex 32`. */
const KEY_PATTERN = /^[0-9a-f]{64}$/i;

/** Reads the key; undefined where backups are not sealed. @throws BackupSettingsError where others may read it, or it is none */
export async function readKeyFile(path: string | undefined): Promise<Uint8Array | undefined> {
  if (path === undefined) return undefined;
  let text: string;
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) throw new BackupSettingsError(`Others on this machine may read the key ${path}. Say: chmod 600 ${path}`);
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof BackupSettingsError) throw error;
    throw new BackupSettingsError(`The key BACKUP_KEY_FILE cannot be read: ${(error as Error).message}.`, { cause: error });
  }
  if (!KEY_PATTERN.test(text)) {
    throw new BackupSettingsError(`${path} holds no key: 64 hexadecimal digits. Make one with: openssl rand -hex 32 > ${path}`);
  }
  return Buffer.from(text, 'hex');
}

/** By which a backup says with which key it was made, without telling anything of it. */
export function keyName(key: Uint8Array): string {
  return createHmac('sha256', key).update('congvan-backup:name').digest('hex').slice(0, 16);
}

/** What shows that a manifest is as it was written; with a key also that nobody else has written it. */
export function stampOf(manifest: string, key: Uint8Array | undefined): string {
  const hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  return hash.update(manifest).digest('hex');
}
