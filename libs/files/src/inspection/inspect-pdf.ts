import { AttachmentArchiveBombError, AttachmentDamagedError, AttachmentWithoutPagesError } from '../errors.js';
import { readPdf } from '../text/read-pdf.js';

/** Somebody waits for the answer; a PDF that opens does so in a second. */
const LIMITS = { milliseconds: 10_000, maxCharacters: 0 };

/**
 * Refuses a PDF that does not open, or that fills the memory before it does, or has no page. One that asks for a password is
 * let in, and one too heavy to be looked at in time.
 * @throws AttachmentWithoutPagesError, AttachmentDamagedError, AttachmentArchiveBombError
 */
export async function inspectPdf(path: string): Promise<void> {
  const reading = await readPdf(path, LIMITS);
  if (reading.state === 'unreadable') throw new AttachmentDamagedError(`is no PDF that can be opened: ${reading.why}`);
  if (reading.state === 'given-up' && reading.why === 'too-much-memory') {
    throw new AttachmentArchiveBombError('unpacks to hundreds of megabytes before its first page');
  }
  if (reading.state === 'read' && reading.pages === 0) throw new AttachmentWithoutPagesError('is a PDF without pages');
}
