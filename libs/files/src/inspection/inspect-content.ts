import type { ArrivedFile } from '../storage/arriving-files.js';
import { inspectArchive } from './inspect-archive.js';
import { inspectImage } from './inspect-image.js';
import { inspectPdf } from './inspect-pdf.js';

type Inspection = (path: string, newPath: () => Promise<string>) => Promise<void>;

const INSPECTIONS: Readonly<Record<string, Inspection>> = {
  'application/pdf': inspectPdf,
  'image/png': inspectImage,
  'image/jpeg': inspectImage,
  'image/tiff': inspectImage,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': inspectArchive,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': inspectArchive,
  'application/vnd.oasis.opendocument.text': inspectArchive,
};

/**
 * Opens what has arrived as what it is, before anything of it is kept.
 * @param newPath gives a path on this machine for what must be unpacked to be looked at
 * @throws AttachmentInfectedError, AttachmentArchiveBombError, AttachmentDamagedError, AttachmentWithoutPagesError
 */
export async function inspectContent({ path, mediaType }: ArrivedFile, newPath: () => Promise<string>): Promise<void> {
  await INSPECTIONS[mediaType ?? '']?.(path, newPath);
}
