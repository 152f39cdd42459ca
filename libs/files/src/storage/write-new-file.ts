import { open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * Streams content to a file of its own, for nobody else on the machine to read; whatever goes wrong, nothing of it stays.
 * @param options.flush it counts as written only once it is on the disk
 */
export async function writeNewFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  { flush = false }: { readonly flush?: boolean } = {},
): Promise<void> {
  // Opened first: a stream that fails while its file is being opened would leave it behind.
  const file = await open(path, 'wx', 0o600);
  try {
    await pipeline(content, file.createWriteStream({ flush }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
