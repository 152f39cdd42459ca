import type { Transaction } from '#database';
import { findComplaintInText, findComplaintInTitle, findComplaintWords } from './detection/find-complaint-letters.js';
import { findSecrecyMarksInMessage, findSecrecyMarksInText, findSecrecyMarksInTitle } from './detection/find-secrecy-marks.js';
import type { SuspectedGround, Suspicion } from './detection/suspicion.js';

/** A suspicion and the field of the request that it is about. */
export interface GateFinding {
  readonly where: string;
  readonly suspicion: Suspicion;
}

/** Fields that are titles or remarks: there what speaks of a secret document is one. All others are running text. */
const SHORT_FIELDS: ReadonlySet<string> = new Set(['documentType', 'subject', 'draftSubject', 'title', 'note', 'documentNumber', 'lateReason']);
/** Says why nothing that was found is a secret. */
const CONFIRMATION = 'confirmedReason';

/**
 * Everything suspicious in what somebody enters: in every text of it, however deep, so that a field that is added is looked
 * at without anybody's remembering it.
 */
export function inspectTexts(entered: object): GateFinding[] {
  const texts = textsIn(entered);
  const { documentType, subject } = Object.fromEntries(texts.map(({ where, text }) => [where, text]));
  return [
    ...texts.flatMap(({ where, field, text }) => {
      const suspicions = SHORT_FIELDS.has(field) ? findSecrecyMarksInTitle(text) : findSecrecyMarksInText(text);
      return suspicions.map((suspicion) => ({ where, suspicion }));
    }),
    ...findComplaintInTitle({ documentType: documentType ?? '', subject: subject ?? '' }).map((suspicion) => ({ where: 'subject', suspicion })),
  ];
}

/** What was found in a message, without a word of it. */
export interface MessageFinding {
  /** The field. */
  readonly where: string;
  readonly ground: SuspectedGround;
  /** It bears the mark of a secret, or calls itself such a letter; else it only speaks of it, and people look. */
  readonly marked: boolean;
}

/** What must not enter in a message of somebody outside: a mark of secrecy, or that it is a complaint or a denunciation. Each field and ground once. */
export function inspectMessage({ title, question, name }: { readonly title: string; readonly question: string; readonly name: string }): MessageFinding[] {
  const found = [
    ...Object.entries({ title, question, name }).flatMap(([where, text]) => [...findSecrecyMarksInMessage(text), ...findComplaintWords(text)].map((each) => told(where, each))),
    ...findComplaintInTitle({ documentType: '', subject: title }).map(({ ground }) => ({ where: 'title', ground, marked: true })),
    ...findComplaintInText(`${title}\n${question}`).map((each) => told('question', each)),
  ].sort((one, other) => Number(other.marked) - Number(one.marked));
  return found.filter((each, index) => found.findIndex(({ where, ground }) => where === each.where && ground === each.ground) === index);
}

function told(where: string, { ground, grade }: Suspicion): MessageFinding {
  return { where, ground, marked: grade === 'sure' };
}

interface EnteredText {
  /** `instruction.content`, `recipients[2]` */
  readonly where: string;
  /** The name of the innermost field. */
  readonly field: string;
  readonly text: string;
}

function textsIn(value: unknown, where = '', field = ''): EnteredText[] {
  if (typeof value === 'string') return [{ where, field, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, `${where}[${index}]`, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === CONFIRMATION ? [] : textsIn(part, where === '' ? name : `${where}.${name}`, name),
  );
}

/** Files that come with a request, as its field names them: `attachmentIds`, or `attachmentId` of a single one. */
export type Attached = readonly string[] | string;

export function idsOf(attached: Attached): readonly string[] {
  return typeof attached === 'string' ? [attached] : attached;
}

/** What the text of a file holds that must not enter; the surest first. */
export function inspectFileText(text: string): Suspicion[] {
  const found = [...findSecrecyMarksInText(text), ...findComplaintInText(text)];
  return found.sort((one, other) => Number(one.grade !== 'sure') - Number(other.grade !== 'sure'));
}

/** The same of files by their names, and by their text as far as it is known: it is read out some seconds after the upload. */
export async function inspectAttachments(tx: Transaction, attached: Attached): Promise<GateFinding[]> {
  const attachmentIds = idsOf(attached);
  const files = await tx.query<{ id: string; fileName: string; text: string | null }>(
    'select id, file_name as "fileName", text from attachment where id = any($1)',
    [attachmentIds],
  );
  const known = new Map(files.map((file) => [file.id, file]));
  return attachmentIds.flatMap((id, index) => {
    const file = known.get(id);
    if (file === undefined) return [];
    const [suspicion] = [...findSecrecyMarksInTitle(spacedOut(file.fileName)), ...inspectFileText(file.text ?? '')];
    return suspicion === undefined ? [] : [{ where: typeof attached === 'string' ? 'attachmentId' : `attachmentIds[${index}]`, suspicion }];
  });
}

/** `Bao_cao_(mat).pdf`, `ke-hoach.TUYET-MAT.docx` in words. */
function spacedOut(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '').replace(/[_\-.+]+/g, ' ');
}
