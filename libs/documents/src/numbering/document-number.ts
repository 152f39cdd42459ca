import { tidyLine } from '#foundation';
import { OFFICIAL_LETTER, typeAbbreviated } from './document-types.js';

/**
 * A number and symbol as senders really write it (`47 /QĐ-STP`, `171/QĐ – BDT`, `Số: 47/QĐ-STP`, NFD, an Icelandic Ð for Đ),
 * in the one form that is stored: `47/QĐ-STP`.
 */
export function normaliseDocumentNumber(written: string): string {
  return tidyLine(written)
    .replace(/[\u00D0\u0189]/g, 'Đ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/ ?([/-]) ?/g, '$1')
    .replace(/^số ?[:.]? ?(?=\d)/i, '');
}

/** What a number and symbol is made of, ND 30 appendix III. */
export interface DocumentNumber {
  readonly number: number;
  /** The letter of a number that was put between two others (`47a`), in lower case; empty mostly. */
  readonly suffix: string;
  /** Only legal normative documents have it: `12/2024/NĐ-CP`. */
  readonly year: number | null;
  /** Abbreviation of its type; `CV` for an official letter, which has none in its symbol. */
  readonly type: string;
  /** Abbreviation of the agency, of several that issued together (`BTP-BNV`). */
  readonly agency: string;
  /** Abbreviation of the drafting unit, which only the symbol of an official letter has. */
  readonly unit: string | null;
  /** The symbol (ký hiệu): all behind the number and the year, e.g. `QĐ-STP`. */
  readonly notation: string;
}

const WRITTEN = /^(\d{1,9})([\p{L}]?)(?:\/(\d{4}))?\/(\p{L}\S*)$/iu;

/**
 * Reads a number and symbol, also in the forms that {@link normaliseDocumentNumber} mends. Null where it has no number, no
 * symbol or another build.
 */
export function parseDocumentNumber(text: string): DocumentNumber | null {
  const [, number, suffix, year, notation] = WRITTEN.exec(normaliseDocumentNumber(text)) ?? [];
  if (number === undefined || notation === undefined) return null;
  const [head, ...rest] = notation.split('-');
  const tail = rest.join('-');
  const type = tail === '' ? undefined : typeAbbreviated(head!);
  return {
    number: Number(number),
    suffix: suffix!.toLowerCase(),
    year: year === undefined ? null : Number(year),
    type: type ?? OFFICIAL_LETTER,
    agency: type === undefined ? head! : tail,
    unit: type === undefined && tail !== '' ? tail : null,
    notation,
  };
}

/** What a symbol is composed of; of the parts that may be left out a symbol has few. */
export type SymbolParts = Pick<DocumentNumber, 'number' | 'type' | 'agency'> &
  Partial<Pick<DocumentNumber, 'suffix' | 'year' | 'unit'>>;

/** Number and symbol of an outgoing document: `07/BC-SKHCN`; an official letter names the drafting unit, `07/SKHCN-QLCN`. */
export function composeSymbol({ number, suffix = '', year = null, type, agency, unit = null }: SymbolParts): string {
  const numbered = [`${String(number).padStart(2, '0')}${suffix}`, ...(year === null ? [] : [String(year)])].join('/');
  if (type !== OFFICIAL_LETTER) return `${numbered}/${type}-${agency}`;
  return `${numbered}/${unit === null ? agency : `${agency}-${unit}`}`;
}
