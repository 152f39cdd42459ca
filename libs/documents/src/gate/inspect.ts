import type { Transaction } from '#database';
import { findComplaintInText, findComplaintInTitle } from './detection/find-complaint-letters.js';
import { findSecrecyMarksInText, findSecrecyMarksInTitle } from './detection/find-secrecy-marks.js';
import type { Suspicion } from './detection/suspicion.js';

/** A suspicion and the field of the request that it is about. */
export interface GateFinding {
  readonly where: string;
  readonly suspicion: Suspicion;
}

/** What somebody enters; only what is there is looked at. */
export interface EnteredTexts {
  readonly documentType?: string | null;
  readonly subject?: string | null;
  readonly note?: string | null;
  /** Text of a draft. */
  readonly body?: string | null;
}

/** Everything suspicious in what somebody enters. */
export function inspectTexts({ documentType, subject, note, body }: EnteredTexts): GateFinding[] {
  const titles = Object.entries({ documentType, subject, note });
  return [
    ...titles.flatMap(([where, text]) => findSecrecyMarksInTitle(text ?? '').map((suspicion) => ({ where, suspicion }))),
    ...findSecrecyMarksInText(body ?? '').map((suspicion) => ({ where: 'body', suspicion })),
    ...findComplaintInTitle({ documentType: documentType ?? '', subject: subject ?? '' }).map((suspicion) => ({ where: 'subject', suspicion })),
  ];
}

/** What the text of a file holds that must not enter; the surest first. */
export function inspectFileText(text: string): Suspicion[] {
  const found = [...findSecrecyMarksInText(text), ...findComplaintInText(text)];
  return found.sort((one, other) => Number(one.grade !== 'sure') - Number(other.grade !== 'sure'));
}

/** The same of files by their names, and by their text as far as it is known: it is read out some seconds after the upload. */
export async function inspectAttachments(tx: Transaction, attachmentIds: readonly string[]): Promise<GateFinding[]> {
  const files = await tx.query<{ id: string; fileName: string; text: string | null }>(
    'select id, file_name as "fileName", text from attachment where id = any($1)',
    [attachmentIds],
  );
  const known = new Map(files.map((file) => [file.id, file]));
  return attachmentIds.flatMap((id, index) => {
    const file = known.get(id);
    if (file === undefined) return [];
    const [suspicion] = [...findSecrecyMarksInTitle(spacedOut(file.fileName)), ...inspectFileText(file.text ?? '')];
    return suspicion === undefined ? [] : [{ where: `attachmentIds[${index}]`, suspicion }];
  });
}

/** `Bao_cao_(mat).pdf` in words. */
function spacedOut(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '').replace(/[_]+/g, ' ');
}
