import { linesOf, type ReadLine } from './lines-of.js';
import type { Grade, SuspectedGround, Suspicion } from './suspicion.js';

/** A letter calls itself one at its head: “Đơn khiếu nại”, “Thư tố cáo”, “Đơn thư tố giác”. */
const LETTER = /^(?:don|thu|don thu)(?: (?:de nghi|yeu cau|xin|dong goi|tap the|cuu xet))*,? (khieu nai|khieu to|to cao|to giac)(?![\p{L}])/u;
/** A title that begins with the matter: “Tố cáo ông …”, “V/v khiếu nại quyết định …”. Only with its diacritics. */
const MATTER = /^(?:v\/v:?\s+|về\s+việc:?\s+)?(khiếu\s+nại|khiếu\s+tố|tố\s+cáo|tố\s+giác)(?![\p{L}])/iu;
/** The same without diacritics, where it can be nothing else: “KHIEU NAI cua ba B”. */
const BARE_MATTER = /^(?:v\/v:? |ve viec:? )?(khieu nai|khieu to|to cao|to giac) (?:cua|doi voi|ong|ba|quyet dinh|hanh vi)(?![a-z])/;
/** “Khiếu nại, tố cáo …”, “khiếu nại năm 2026”: the subject of reports and laws, not of one letter. */
const OF_THE_FIELD = /^(?:khieu nai|to cao)(?: ?,| va| (?:nam|quy|thang|6 thang) )/;
/** Letters put their name on one of the first lines, below the motto of the state. */
const HEAD_LINES = 25;

/**
 * Whether a document is a complaint or a denunciation by what it is called: its type, or the head of its subject. What
 * only deals with such letters (“V/v trả lời đơn khiếu nại”, “Luật Khiếu nại”) is none.
 */
export function findComplaintInTitle({ documentType, subject }: { readonly documentType: string; readonly subject: string }): Suspicion[] {
  const [type, ...more] = linesOf(documentType);
  const [title] = linesOf(subject);
  if (more.length === 0 && type !== undefined) {
    const named = LETTER.exec(type.folded)?.[1];
    if (named !== undefined) return [letter(named, 'sure', 1)];
  }
  if (title === undefined) return [];
  const called = LETTER.exec(title.folded)?.[1];
  if (called !== undefined) return [letter(called, 'sure', title.number)];
  const matter = MATTER.exec(title.text)?.[1] ?? (/[^\u0000-\u007f]/.test(title.text) ? undefined : BARE_MATTER.exec(title.folded)?.[1]);
  if (matter === undefined) return [];
  // “Đơn” is the type of nothing that an agency sends.
  if (type !== undefined && /^(?:don|don thu|thu)$/.test(type.folded)) return [letter(matter, 'sure', title.number)];
  return OF_THE_FIELD.test(title.folded.replace(/^(?:v\/v|ve viec):? /, '')) ? [] : [letter(matter, 'suspected', title.number)];
}

/** The same in the text of a file: a letter has its name on a line near its head. */
export function findComplaintInText(text: string): Suspicion[] {
  return linesOf(text).slice(0, HEAD_LINES).flatMap((line) => titleOf(line)).slice(0, 1);
}

const WORDS = /(?<![\p{L}])(khiếu\s+nại|khiếu\s+tố|tố\s+cáo|tố\s+giác)(?![\p{L}])/iu;
/** Without its diacritics it is told from nothing else: only a line that has none at all is read so. */
const BARE_WORDS = /(?<![a-z])(khieu nai|khieu to|to cao|to giac)(?![a-z])/;

/** Where somebody speaks of a complaint or a denunciation without calling his words one: whoever reads them can tell. */
export function findComplaintWords(text: string): Suspicion[] {
  return linesOf(text).flatMap((line) => {
    const spoken = (/[^\u0000-\u007f]/.test(line.text) ? WORDS.exec(line.text) : BARE_WORDS.exec(line.folded))?.[1];
    return spoken === undefined ? [] : [letter(spoken, 'suspected', line.number)];
  });
}

/** A heading is in capitals or stands alone; a sentence that begins with “Đơn khiếu nại” is none. */
function titleOf({ text, folded, number }: ReadLine): Suspicion[] {
  const [name, named] = LETTER.exec(folded) ?? [];
  if (name === undefined || named === undefined) return [];
  const words = text.split(/\s+/).slice(0, name.split(' ').length).join(' ');
  const isHeading = words === words.toUpperCase() || name === folded;
  return isHeading ? [letter(named, 'sure', number)] : [];
}

function letter(named: string, grade: Grade, line: number): Suspicion {
  const ground: SuspectedGround = /^(?:to|tố)\s/i.test(named) ? 'denunciation' : 'complaint';
  return { ground, mark: null, grade, line };
}
