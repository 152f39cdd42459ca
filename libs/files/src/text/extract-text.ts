import { tidyText } from '#foundation';
import { createReadStream } from 'node:fs';
import { readPdf } from './read-pdf.js';
import { type ArchiveShape, textOfArchive } from './text-of-archive.js';

/** Why a file has no text, by code. */
export const TEXT_REASONS = [
  /** A picture, or whatever else holds none. */
  'type-without-text',
  /** It could hold text and holds none: a scan. */
  'no-text',
  /** It asks for a password. */
  'encrypted',
  'unreadable',
  'took-too-long',
  'too-much-memory',
  /** It ended its reader otherwise. */
  'crashed',
  /** It is not in the storage. */
  'missing',
] as const;

export type TextReason = (typeof TEXT_REASONS)[number];

export type ExtractedText =
  | { readonly state: 'done'; readonly text: string }
  | { readonly state: 'none' | 'failed'; readonly reason: TextReason };

/** About 200 pages; what comes behind is not found by a search. */
export const MAX_CHARACTERS = 500_000;

const PDF_LIMITS = { milliseconds: 60_000, maxCharacters: MAX_CHARACTERS };

/** Office Open XML (ECMA-376 part 1, §17.3.3) and OpenDocument 1.3 (part 3, §5 and §6). */
const ARCHIVES: Readonly<Record<string, ArchiveShape>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    member: 'word/document.xml',
    text: ['t'],
    signs: { p: '\n', br: '\n', tab: '\t' },
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    member: 'xl/sharedStrings.xml',
    text: ['t'],
    signs: { si: '\n' },
  },
  'application/vnd.oasis.opendocument.text': {
    member: 'content.xml',
    text: ['p', 'h'],
    signs: { p: '\n', h: '\n', 'line-break': '\n', tab: '\t', s: ' ' },
  },
};

/** Reads the text out of a file on this machine. Never rejects for what is in it. */
export async function extractText(path: string, mediaType: string): Promise<ExtractedText> {
  if (mediaType === 'application/pdf') return ofPdf(path);
  const shape = ARCHIVES[mediaType];
  if (shape === undefined && mediaType !== 'text/plain') return { state: 'none', reason: 'type-without-text' };
  try {
    return found(shape === undefined ? await plainText(path) : await textOfArchive(path, shape, MAX_CHARACTERS));
  } catch {
    return { state: 'failed', reason: 'unreadable' };
  }
}

async function ofPdf(path: string): Promise<ExtractedText> {
  const reading = await readPdf(path, PDF_LIMITS);
  if (reading.state === 'read') return found(reading.text);
  if (reading.state === 'encrypted') return { state: 'none', reason: 'encrypted' };
  return { state: 'failed', reason: reading.state === 'given-up' ? reading.why : 'unreadable' };
}

async function plainText(path: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= MAX_CHARACTERS) break;
  }
  return text;
}

/** Tidied, since half a letter at the cut and signs of no meaning cannot be stored. */
function found(text: string): ExtractedText {
  const tidy = tidyText(text.slice(0, MAX_CHARACTERS).replace(/\p{Cs}/gu, ''));
  return tidy === '' ? { state: 'none', reason: 'no-text' } : { state: 'done', text: tidy };
}
