import { fold, linesOf, type ReadLine } from './lines-of.js';
import type { Grade, SecrecyMark, Suspicion } from './suspicion.js';

const MARK_OF_FOLDED: ReadonlyMap<string, SecrecyMark> = new Map([
  ['mat', 'Mật'],
  ['toi mat', 'Tối mật'],
  ['tuyet mat', 'Tuyệt mật'],
]);

/** The highest mark names the finding: whoever reads “Tối mật” also reads “mật”. */
const RANK: readonly SecrecyMark[] = ['Mật', 'Tối mật', 'Tuyệt mật'];

/** Words with which “mật” is another word: before it and behind it. */
const BEFORE_ANOTHER_WORD = 'bảo bí cơ đường gan giải hương không kín mía nước ong ống sỏi thân túi'.split(' ');
const BEHIND_ANOTHER_WORD = 'báo danh đàm độ gấu hiệu khẩu lệnh mã mía nghị ngọt ngữ ong phục thiết thư vụ'.split(' ');
const BARE_BEFORE = BEFORE_ANOTHER_WORD.map(fold);
const BARE_BEHIND = BEHIND_ANOTHER_WORD.map(fold);

/** What is called secret when it is one: “công văn mật”, “đóng dấu mật”. */
const KINDS =
  'cong van|cong dien|van ban|tai lieu|ho so|bao cao|ke hoach|de an|thong bao|quyet dinh|to trinh|bien ban|nghi quyet|chi thi|ban do|phu luc|dien|danh sach|dong dau';
/** The same of what without its diacritics may be gathered or lost: “cuộc họp mặt”, “số liệu mất”. */
const MORE_KINDS = 'dau|chuong trinh|thong tin|noi dung|so lieu|phuong an|hop dong|chuyen de|hoi nghi|cuoc hop';

const NAMED_BEFORE = new RegExp(`(?:^|[^\\p{L}])(?:${KINDS}|${MORE_KINDS})$`, 'u');
const SPOKEN_BARE = new RegExp(`(?:^|[^a-z])(?:${KINDS}) ((?:tuyet |toi )?mat)(?![a-z])`);
/** What can be nothing else also where no kind stands before it: in brackets, the highest mark, the others in capitals. */
const MARKED_BARE = /[([{] ?((?:tuyet |toi )?mat) ?[)\]}]|(?<![a-z])(tuyet mat)(?![a-z])/;
const CAPITAL_BARE = /(?<![A-Za-z])TOI MAT(?![A-Za-z])/;

/**
 * Marks of secrecy in a short text that somebody wrote as a title or a note: a mark that stands for itself, and every
 * place where the words speak of a secret document. Not words that only contain one (bảo mật, mật độ, mật khẩu, giải mật).
 */
export function findSecrecyMarksInTitle(title: string): Suspicion[] {
  const lines = linesOf(title);
  return highestOfEachLine([...marksThatStandAlone(lines), ...lines.flatMap((line) => [...labelled(line), ...spacedOut(line), ...insideOf(line), ...spokenOf(line)])]);
}

/**
 * Marks of secrecy in the text of a file as a scanner or a converter gives it: stamps, with letters apart, on several
 * lines or badly read, and the line “Độ mật:”. What the running text says of secrets is none: regulations do.
 */
export function findSecrecyMarksInText(text: string): Suspicion[] {
  const lines = linesOf(text);
  return highestOfEachLine([...marksThatStandAlone(lines), ...lines.flatMap((line) => [...labelled(line), ...spacedOut(line), ...insideOf(line)])]);
}

/**
 * The same in what somebody outside writes. Sure is only what stands as it does on a marked document: alone on its line, as “Độ mật: …”,
 * with its letters apart, before a colon, in brackets at an end of the line. Whoever asks about secrecy speaks of it in his sentences.
 */
export function findSecrecyMarksInMessage(text: string): Suspicion[] {
  const lines = linesOf(text);
  const spoken = lines.flatMap((line) => [...insideOf(line), ...spokenOf(line)]).map((each) => ({ ...each, grade: 'suspected' as const }));
  return highestOfEachLine([...marksThatStandAlone(lines), ...lines.flatMap((line) => [...labelled(line), ...spacedOut(line), ...stamped(line)]), ...spoken]);
}

const STAMP = '(?:(?:TUYỆT|TỐI)\\s+)?MẬT';
const STAMPED = [
  new RegExp(`^[^\\p{L}\\p{N}]*(${STAMP})\\s*(?:[:|–—-]|\\s{3,}|\\t)`, 'u'),
  new RegExp(`(?:\\s{3,}|[\\t|])(${STAMP})$`, 'u'),
  new RegExp(`^[([{]\\s*(${STAMP})\\s*[)\\]}]`, 'iu'),
  new RegExp(`[([{]\\s*(${STAMP})\\s*[)\\]}]$`, 'iu'),
];

/** `TUYỆT MẬT: kế hoạch`, `MẬT     CỘNG HÒA …`, `Báo cáo (Tối mật)`. */
function stamped({ text, number }: ReadLine): Suspicion[] {
  const mark = STAMPED.map((place) => place.exec(text)?.[1]).find((each) => each !== undefined);
  return mark === undefined ? [] : [at(number, mark, 'sure')];
}

/** `Mật`, `( TỐI MẬT )`, `M Ậ T`, `TUYỆT` above `MẬT`, a letter on each line, and what scanners make of these. */
function marksThatStandAlone(lines: readonly ReadLine[]): Suspicion[] {
  const marks: Suspicion[] = [];
  for (let index = 0; index < lines.length; ) {
    const { found, length } = markFrom(lines, index);
    if (found !== undefined) marks.push({ ...found, line: lines[index]!.number });
    index += length;
  }
  return marks;
}

const LETTERS_OF_MARKS = [...MARK_OF_FOLDED.keys()].map((mark) => mark.replace(' ', ''));
/** `TUYỆT`, with what a scanner adds to it. */
const LONGEST_PIECE = 8;

/** The mark that begins on a line, and on how many lines it stands: one letter each at most. */
function markFrom(lines: readonly ReadLine[], index: number): { found?: Found; length: number } {
  const alone = markOf(lines[index]!.text);
  if (alone !== undefined && !endsInAnotherWord(lines[index - 1])) return { found: alone, length: 1 };
  let letters = '';
  for (let length = 1; index + length <= lines.length; length++) {
    const piece = lines[index + length - 1]!;
    letters += fold(misreadLetters(lettersOf(piece.text).toUpperCase()));
    if (piece.text.length > LONGEST_PIECE || !LETTERS_OF_MARKS.some((mark) => mark.startsWith(letters))) break;
    if (length === 1 || !LETTERS_OF_MARKS.includes(letters)) continue;
    const pieces = lines.slice(index, index + length).map(({ text }) => text);
    const single = pieces.every((each) => lettersOf(each).length <= 2);
    return { found: markOf(pieces.join(single ? '' : ' ')), length };
  }
  return { length: 1 };
}

/** `BẢO` above `MẬT`. */
function endsInAnotherWord(above: ReadLine | undefined): boolean {
  return above !== undefined && !above.text.includes(' ') && isAnotherWord(above.text, '');
}

type Found = Omit<Suspicion, 'line'>;

const found = (mark: SecrecyMark, grade: Grade): Found => ({ ground: 'state-secret', mark, grade });

/** With letters apart and a frame around it. */
const LONGEST_STAMP = 60;

/** The mark that a line consists of, with nothing beside it but the frame of a stamp. */
function markOf(line: string): Found | undefined {
  if (line.length > LONGEST_STAMP) return undefined;
  const bare = line.replace(/[^\p{L}\p{N}\s]/gu, ' ').replace(/\s+/g, ' ').trim();
  const words = joinLetters(bare);
  const mark = MARK_OF_FOLDED.get(spaced(fold(words)));
  if (mark !== undefined && isSpelled(words)) return found(mark, 'sure');
  // Without its diacritics “mat” is many words, and a stamp only in capitals.
  const isCapital = words === words.toUpperCase() && /\p{L}/u.test(words);
  if (mark !== undefined && isCapital) return found(mark, mark === 'Mật' ? 'suspected' : 'sure');
  const misread = isCapital ? MARK_OF_FOLDED.get(spaced(fold(misreadLetters(words)))) : undefined;
  return misread && found(misread, 'suspected');
}

/** `M Ậ T` and `T Ố I  M Ậ T` as words; single letters only, so that “A B” of a list stays apart from words. */
function joinLetters(words: string): string {
  return words.split(' ').every((word) => word.length === 1) ? words.replaceAll(' ', '') : words;
}

/** The marks in one piece, as letters that stood apart come out. */
function spaced(folded: string): string {
  return folded.replace(/^(toi|tuyet)mat$/, '$1 mat');
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** Digits that scanners take for letters. */
function misreadLetters(words: string): string {
  const letters: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '3': 'E', '4': 'A', '7': 'T' };
  return words.replace(/[01347]/g, (digit) => letters[digit]!);
}

/** Every mark is written with ậ, whatever else was lost of it: “mất” and “mắt” are other words. */
const isSpelled = (words: string) => /ậ/i.test(words);

/** `Độ mật: Tối mật`, `Mức độ mật – MẬT`, also without diacritics. */
function labelled({ folded, number }: ReadLine): Suspicion[] {
  const [, mark] = /(?:^|[^\p{L}])do mat ?[:.\-–—=]+ ?["'“(\[]?(tuyet mat|toi mat|mat)(?![\p{L}])/u.exec(folded) ?? [];
  return mark === undefined ? [] : [{ ...found(MARK_OF_FOLDED.get(mark)!, 'sure'), line: number }];
}

/** A mark with its letters apart beside other words: `M Ậ T   Kế hoạch`, `M.Ậ.T kế hoạch`. */
function spacedOut({ text, number }: ReadLine): Suspicion[] {
  const marks = text.matchAll(LETTERS_APART);
  return [...marks].slice(0, ENOUGH).map(([mark]) => at(number, spaced(fold(lettersOf(mark))), 'sure'));
}

const GAP = String.raw`[\s.,*_/|·•–-]`;
const apart = (word: string, most: string) => [...word].join(`${GAP}${most}`);
const LETTERS_APART = new RegExp(
  String.raw`(?<![\p{L}\p{N}])((?:${apart('TUYỆT', '?')}|${apart('TỐI', '?')})${GAP}{1,9})?${apart('MẬT', '{1,3}')}(?![\p{L}\p{N}])`,
  'gu',
);

/** A mark in brackets or in capitals that stand out, beside other words: “MẬT   CỘNG HÒA …”, “Báo cáo (Tối mật)”. */
function insideOf(line: ReadLine): Suspicion[] {
  const { text, number } = line;
  const marks = [...text.matchAll(/[([{]\s*((?:tuyệt|tối)\s+mật|mật)\s*[)\]}]/giu)].map(([, mark]) => at(number, mark!, 'sure'));
  for (const match of text.matchAll(IN_CAPITALS)) {
    const [before, behind] = around(text, match);
    if (lettersOf(before + behind) === '' || (match[1] === undefined && isAnotherWord(before, behind))) continue;
    const isApart = (before === '' || /(\s{3,}|\t|[|_])$/.test(before)) && (behind === '' || /^(\s{3,}|\t|[|_])/.test(behind));
    const standsOut = isApart || /\p{Ll}/u.test(before + behind);
    if (marks.length > ENOUGH) break;
    // In a heading that is all capitals it may be what the document is about.
    marks.push(at(number, match[0], standsOut && isSpelled(match[0]) ? 'sure' : 'suspected'));
  }
  return marks;
}

/** Also with a tone that was lost: MÂT is no other word, as MẤT, MẮT and MẶT are. */
const IN_CAPITALS = /(?<![\p{L}\p{N}])((?:TUY[ỆÊ]T|T[ỐÔ]I)\s+)?M[ẬÂ]T(?![\p{L}\p{N}])/gu;

/** One finding is told of each line. */
const ENOUGH = 20;

/** Far enough for whatever tells a mark from another word, and short: a text may be one line of half a million letters. */
const NEAR = 60;

/** What stands before and behind a match. */
function around(text: string, { index, 0: matched }: RegExpExecArray): [before: string, behind: string] {
  const end = index + matched.length;
  return [text.slice(Math.max(0, index - NEAR), index), text.slice(end, end + NEAR)];
}

/** Where a title speaks of a secret document: “công văn mật”, “tài liệu tối mật”, “văn bản Mật”. */
function spokenOf({ text, folded, number }: ReadLine): Suspicion[] {
  const spoken = [...text.matchAll(/(?<![\p{L}])((?:tuyệt|tối)\s+mật)(?![\p{L}])/giu)].map(([, mark]) => at(number, mark!, 'suspected'));
  for (const match of text.matchAll(/(?<![\p{L}])mật(?![\p{L}])/giu)) {
    const [before, behind] = around(text, match);
    const isNamed = NAMED_BEFORE.test(fold(before));
    const isLarge = match[0] !== 'mật' && before.trim() !== '';
    if ((isNamed || isLarge) && !isAnotherWord(before, behind)) spoken.push(at(number, 'mat', 'suspected'));
  }
  // A title without any diacritics: only what can be nothing else.
  if (/[^\u0000-\u007f]/.test(text)) return spoken;
  const bare = SPOKEN_BARE.exec(folded);
  if (bare !== null && !isAnotherWord('', folded.slice(bare.index + bare[0].length))) spoken.push(at(number, bare[1]!, 'suspected'));
  const marked = MARKED_BARE.exec(folded)?.slice(1).find((mark) => mark !== undefined) ?? CAPITAL_BARE.exec(text)?.[0];
  if (marked !== undefined) spoken.push(at(number, marked, 'suspected'));
  return spoken;
}

/** @param mark in any spelling */
function at(line: number, mark: string, grade: Grade): Suspicion {
  return { ...found(MARK_OF_FOLDED.get(fold(mark))!, grade), line };
}

/** “bảo mật”, “mật độ”: by the words beside it; of a text without any diacritics by those without. */
function isAnotherWord(before: string, behind: string): boolean {
  const last = /(\p{L}+)\s*$/u.exec(before)?.[1]?.toLowerCase() ?? '';
  const next = /^\s*(\p{L}+)/u.exec(behind)?.[1]?.toLowerCase() ?? '';
  const isBare = !/[^\u0000-\u007f]/.test(before + behind);
  const [befores, behinds] = isBare ? [BARE_BEFORE, BARE_BEHIND] : [BEFORE_ANOTHER_WORD, BEHIND_ANOTHER_WORD];
  return befores.includes(last) || behinds.includes(next);
}

/** One finding a line: the surest, then the highest. */
function highestOfEachLine(suspicions: readonly Suspicion[]): Suspicion[] {
  const best = new Map<number, Suspicion>();
  for (const suspicion of suspicions) {
    const before = best.get(suspicion.line);
    if (before === undefined || weight(suspicion) > weight(before)) best.set(suspicion.line, suspicion);
  }
  return [...best.values()].sort((one, other) => one.line - other.line);
}

const weight = ({ mark, grade }: Suspicion) => (grade === 'sure' ? RANK.length : 0) + RANK.indexOf(mark!);
