import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import { rm } from 'node:fs/promises';
import { FileMissingError } from '../errors.js';
import type { FileStore } from '../storage/file-store.js';
import { writeNewFile } from '../storage/write-new-file.js';
import { claimText, type TextClaim } from './claim-text.command.js';
import { type ExtractedText, extractText } from './extract-text.js';
import { recordText } from './record-text.command.js';

export interface TextTools {
  readonly executor: CommandExecutor;
  readonly store: FileStore;
  readonly logger: Logger;
}

const READER = { actor: 'system:files', requestId: 'text-upkeep' };

/** Reads the text of what was uploaded while a worker runs, one file after the other. */
export function textUpkeep(tools: TextTools & { readonly everyMs: number }): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: tools.everyMs,
    run: (goOn) => readTexts(tools, goOn),
    logger: tools.logger,
    failureCode: 'files.text-not-read',
  });
}

/**
 * Reads the texts of all files that wait for it.
 * @param goOn asked before each file
 * @throws StorageUnavailableError; the file at hand is tried again later
 */
export async function readTexts({ executor, store, logger }: TextTools, goOn: () => boolean = () => true): Promise<void> {
  while (goOn()) {
    const claim = await executor.execute(claimText, undefined, READER);
    if (claim === undefined) return;
    const text = await readText(store, claim);
    if (text.state === 'failed') logger.warn({ code: 'files.no-text', attachment: claim.id, reason: text.reason });
    await executor.execute(recordText, { ...text, id: claim.id }, READER);
  }
}

/** From a copy on this machine: archives are read from their end, and the storage may be far away. */
async function readText(store: FileStore, claim: TextClaim): Promise<ExtractedText> {
  const path = await store.arriving.newPath();
  try {
    await writeNewFile(path, await store.read(claim));
    return await extractText(path, claim.mediaType);
  } catch (error) {
    if (error instanceof FileMissingError) return { state: 'failed', reason: 'missing' };
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}
