import { setInterval as ticks } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** What came of reading a PDF. */
export type PdfReading =
  | { readonly state: 'read'; readonly pages: number; readonly text: string }
  /** It cannot be opened without a password. */
  | { readonly state: 'encrypted' }
  | { readonly state: 'unreadable'; readonly why: string }
  /** It was left off, which says nothing of whether the content is right. */
  | { readonly state: 'given-up'; readonly why: 'took-too-long' | 'too-much-memory' | 'crashed' };

export interface PdfLimits {
  readonly milliseconds: number;
  /** The text ends there; 0 for whoever only wants to know whether it opens. */
  readonly maxCharacters: number;
}

const THREAD = new URL('./pdf-thread.mjs', import.meta.url);
/** Of the objects of one thread. */
const HEAP = { maxOldGenerationSizeMb: 400 };
/**
 * By so much may the process grow meanwhile. Unpacked streams are no objects of the heap and know no limit of their own: 1,500
 * bytes of PDF were seen to take 2.5 GB. An honest file of 50 MB takes 200 MB.
 */
const GROWTH_BYTES = 500_000_000;
const LOOK_MS = 50;
/** Each takes a core while it reads; who comes meanwhile waits. */
const THREADS_AT_ONCE = 2;

let threads = 0;
const waiting: (() => void)[] = [];

/** Opens a PDF in a thread of its own: a hostile one can neither block nor end this program. Never rejects for its content. */
export async function readPdf(path: string, limits: PdfLimits): Promise<PdfReading> {
  if (threads === THREADS_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else threads++;
  try {
    return await readInThread(path, limits);
  } finally {
    const next = waiting.shift();
    if (next === undefined) threads--;
    else next();
  }
}

async function readInThread(path: string, { milliseconds, maxCharacters }: PdfLimits): Promise<PdfReading> {
  const thread = new Worker(THREAD, { workerData: { path, maxCharacters }, resourceLimits: HEAP, execArgv: [] });
  const ended = new AbortController();
  try {
    return await Promise.race([answerOf(thread), leftOff(milliseconds, ended.signal)]);
  } finally {
    ended.abort();
    await thread.terminate();
  }
}

function answerOf(thread: Worker): Promise<PdfReading> {
  return new Promise((resolve) => {
    thread.once('message', resolve);
    thread.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve({ state: 'given-up', why: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-much-memory' : 'crashed' }),
    );
    thread.once('exit', () => resolve({ state: 'given-up', why: 'crashed' }));
  });
}

/** Resolves once the thread has had its time or its memory; never after `ended`. */
async function leftOff(milliseconds: number, ended: AbortSignal): Promise<PdfReading> {
  const [until, most] = [performance.now() + milliseconds, process.memoryUsage.rss() + GROWTH_BYTES];
  try {
    for await (const _ of ticks(LOOK_MS, undefined, { signal: ended })) {
      if (process.memoryUsage.rss() > most) return { state: 'given-up', why: 'too-much-memory' };
      if (performance.now() > until) return { state: 'given-up', why: 'took-too-long' };
    }
  } catch {
    // Aborted: the thread has answered, and nobody waits for this any more.
  }
  return { state: 'given-up', why: 'crashed' };
}
