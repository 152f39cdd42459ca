import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { AttachmentInfectedError, ScannerUnavailableError } from '../errors.js';

/** Where a ClamAV daemon listens. */
export interface Scanner {
  readonly host: string;
  readonly port: number;
}

/** Without a byte from the scanner; large archives take it seconds. */
const SILENCE_MS = 60_000;

/**
 * Shows a file to ClamAV (clamd(8), command INSTREAM: chunks behind their length, an empty one at the end, an answer in one
 * line). Nothing passes that was not looked at.
 * @throws AttachmentInfectedError, ScannerUnavailableError
 */
export async function scanForViruses(path: string, scanner: Scanner): Promise<void> {
  const answer = await ask(path, scanner).catch((error: unknown) => {
    throw new ScannerUnavailableError(scanner, (error as Error).message, error);
  });
  const [, found] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (found !== undefined) throw new AttachmentInfectedError(found);
  if (answer !== 'stream: OK') throw new ScannerUnavailableError(scanner, `it answered "${answer}"`);
}

async function ask(path: string, { host, port }: Scanner): Promise<string> {
  const socket = connect({ host, port });
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error(`it was silent for ${SILENCE_MS / 1000} seconds`)));
  try {
    await once(socket, 'connect');
    // It may answer, and hang up, before it has everything: a file over its own limit.
    const [answer] = await Promise.all([text(socket), send(path, socket)]);
    return answer.replace(/\0$/, '');
  } finally {
    socket.destroy();
  }
}

async function send(path: string, socket: Socket): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (!socket.writable) return;
    socket.write(lengthOf(chunk));
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  }
  socket.write(lengthOf(Buffer.alloc(0)));
}

function lengthOf({ length }: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
