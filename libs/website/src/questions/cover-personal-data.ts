const MAIL = /[\p{L}\p{N}._%+-]{1,64}\s?(?:@|[([]at[)\]])\s?[\p{L}\p{N}.-]{1,200}\.\p{L}{2,}/giu;
const PARTING = '[\\s().\\-–—/]{0,3}';
/** A telephone or an identity card as it is written here, other cards in groups of three or four, and whatever has eight digits in a row. */
const NUMBERS = [
  `(?:\\+${PARTING}\\d{1,2}|0)(?:${PARTING}\\d){8,11}`,
  `\\(0\\d{1,3}\\)(?:${PARTING}\\d){6,9}`,
  '\\d{3,4}(?:[ -]\\d{3,4}){2,}(?!\\s*(?:đ|đồng|vnd)(?!\\p{L}))',
  '\\d{8,}',
];
const NUMBER = new RegExp(NUMBERS.map((way) => `(?<![\\d.,])${way}(?!\\d)`).join('|'), 'giu');
const DAY = /(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)/gu;

/** Of whom a text must not tell. */
export interface Asker {
  readonly name: string | null;
  readonly email: string | null;
  /** Everything that he wrote: his numbers and addresses stand there. */
  readonly wrote: string;
}

/**
 * A question as the public may read it: the name of who asked, addresses of mail and long numbers are covered. What else tells who he is,
 * people take out: they see this text before it is published.
 */
export function coverPersonalData(text: string, name: string | null): string {
  return coverName(coverWhere(text, () => true), name);
}

/** An answer as the public may read it: of the addresses and numbers only those of who asked are covered, since the agency names its own. */
export function coverAsker(text: string, { name, email, wrote }: Asker): string {
  const his = new Set([...found(MAIL, wrote), ...found(NUMBER, wrote), ...(email === null ? [] : [bare(email)])]);
  return coverName(
    coverWhere(text, (place) => his.has(bare(place))),
    name,
  );
}

function coverWhere(text: string, covers: (place: string) => boolean): string {
  const days: string[] = [];
  // Digits of full width are digits to whoever dials them.
  const plain = text.replace(/[０-９＠]/gu, (sign) => sign.normalize('NFKC')).replace(DAY, (day) => `\0${days.push(day) - 1}\0`);
  return plain
    .replace(MAIL, (place) => (covers(place) ? '[địa chỉ thư]' : place))
    .replace(NUMBER, (place) => (covers(place) ? '[số]' : place))
    .replace(/\0(\d+)\0/g, (_mark, index: string) => days[Number(index)]!);
}

/** A name of one word is also a word: it stays. */
function coverName(text: string, name: string | null): string {
  const words = (name ?? '').trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length < 2) return text;
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu'), '[người hỏi]');
}

function found(places: RegExp, text: string): string[] {
  return [...text.normalize('NFKC').matchAll(places)].map(([place]) => bare(place));
}

/** The same number or address, however it is parted. */
function bare(place: string): string {
  return place.replace(/[([]at[)\]]/i, '@').replace(/[\s().\-–—/+]/g, '').replace(/^84(?=\d{9,})/, '0').toLowerCase();
}
