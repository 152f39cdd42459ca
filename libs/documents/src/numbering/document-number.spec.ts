import fc from 'fast-check';
import { composeSymbol, normaliseDocumentNumber, parseDocumentNumber } from './document-number.js';
import { DOCUMENT_TYPE_NAMES, OFFICIAL_LETTER, typeAbbreviated, typeNamed } from './document-types.js';

it.each([
  ['47/QĐ-STP', '47/QĐ-STP'],
  ['47 /QĐ-STP', '47/QĐ-STP'],
  ['171/QĐ - BDT', '171/QĐ-BDT'],
  ['171/QÐ–BDT', '171/QĐ-BDT'],
  [' 7816/VPCP-TTĐT\u00a0', '7816/VPCP-TTĐT'],
  ['47/QĐ-STP'.normalize('NFD'), '47/QĐ-STP'],
  ['Số  12 / BC', '12/BC'],
  ['Số: 047/QĐ-STP', '047/QĐ-STP'],
  ['Không số', 'Không số'],
  ['', ''],
])('writes %j as %j', (written, stored) => {
  expect(normaliseDocumentNumber(written)).toBe(stored);
});

it('names the agency after the type, and for an official letter the drafting unit after the agency', () => {
  expect(composeSymbol({ number: 7, type: 'BC', agency: 'SKHCN', unit: 'QLCN' })).toBe('07/BC-SKHCN');
  expect(composeSymbol({ number: 7816, type: 'CV', agency: 'SKHCN', unit: 'QLCN' })).toBe('7816/SKHCN-QLCN');
  expect(composeSymbol({ number: 12, suffix: 'a', year: 2024, type: 'NĐ', agency: 'CP' })).toBe('12a/2024/NĐ-CP');
});

describe('a number and symbol', () => {
  const plain = { suffix: '', year: null, unit: null };

  it.each([
    ['47/QĐ-STP', { number: 47, type: 'QĐ', agency: 'STP', notation: 'QĐ-STP' }],
    ['7816/VPCP-TTĐT', { number: 7816, type: 'CV', agency: 'VPCP', unit: 'TTĐT', notation: 'VPCP-TTĐT' }],
    ['12/2024/NĐ-CP', { number: 12, year: 2024, type: 'NĐ', agency: 'CP', notation: 'NĐ-CP' }],
    ['171/QĐ - BDT', { number: 171, type: 'QĐ', agency: 'BDT', notation: 'QĐ-BDT' }],
    ['Số: 04 /BC-UBND', { number: 4, type: 'BC', agency: 'UBND', notation: 'BC-UBND' }],
    ['47A/QĐ-STP', { number: 47, suffix: 'a', type: 'QĐ', agency: 'STP', notation: 'QĐ-STP' }],
    ['01/TTLT-BTP-BNV', { number: 1, type: 'TTLT', agency: 'BTP-BNV', notation: 'TTLT-BTP-BNV' }],
    ['15/UBND-KT-TH', { number: 15, type: 'CV', agency: 'UBND', unit: 'KT-TH', notation: 'UBND-KT-TH' }],
    ['15/UBND', { number: 15, type: 'CV', agency: 'UBND', notation: 'UBND' }],
    ['9/CV-STP', { number: 9, type: 'CV', agency: 'STP', notation: 'CV-STP' }],
    ['47/qd-stp', { number: 47, type: 'QĐ', agency: 'stp', notation: 'qd-stp' }],
    ['số 8/TTr–SNV'.normalize('NFD'), { number: 8, type: 'TTr', agency: 'SNV', notation: 'TTr-SNV' }],
  ])('is read from %j', (written, parts) => {
    expect(parseDocumentNumber(written)).toEqual({ ...plain, ...parts });
  });

  it.each(['', '47', 'QĐ-STP', '/QĐ-STP', '47/', '47/-STP', '47/2024', 'không số', '12345678901/QĐ-STP', '4ab/QĐ-STP'])('is none in %j', (text) => {
    expect(parseDocumentNumber(text)).toBeNull();
  });

  const letters = fc.string({ unit: fc.constantFrom(...'ABCĐGHKLMNOPQSTUVXY'), minLength: 1, maxLength: 6 });
  const agency = letters.filter((code) => typeAbbreviated(code) === undefined);
  const unit = fc.option(letters);
  const number = fc.integer({ min: 1, max: 999_999_999 });
  const suffix = fc.constantFrom('', 'a', 'b', 'đ');
  const year = fc.option(fc.integer({ min: 1945, max: 2100 }));
  const typed = fc.constantFrom(...Object.keys(DOCUMENT_TYPE_NAMES).filter((type) => type !== OFFICIAL_LETTER), 'NĐ', 'TT', 'TTLT');
  const composed = fc.oneof(
    fc.record({ number, suffix, year, type: typed, agency, unit: fc.constant(null) }),
    fc.record({ number, suffix, year, type: fc.constant(OFFICIAL_LETTER), agency, unit }),
  );

  it('is read back as it was composed', () => {
    fc.assert(fc.property(composed, (parts) => expect(parseDocumentNumber(composeSymbol(parts))).toMatchObject(parts)));
  });

  it('is read the same however it is spaced, dashed, decomposed or headed', () => {
    const spelled = fc.tuple(composed, fc.constantFrom('', 'Số ', 'Số: ', ' số:'), fc.constantFrom('-', ' - ', '–', '‑ '), fc.constantFrom('/', ' /', ' / '));
    fc.assert(
      fc.property(spelled, ([parts, before, dash, slash]) => {
        const right = composeSymbol(parts);
        const messy = `${before}${right.replaceAll('-', dash).replaceAll('/', slash)}`.normalize('NFD');
        expect(parseDocumentNumber(messy)).toEqual(parseDocumentNumber(right));
      }),
    );
  });

  it('is read of any text without failing, and what was read is composed to what reads the same', () => {
    const near = fc.string({ unit: fc.constantFrom(...'0129/-QĐSTPa sốSố:. '), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (text) => {
        const read = parseDocumentNumber(text);
        if (read === null) return;
        const { notation: _, ...parts } = read;
        expect(parseDocumentNumber(composeSymbol(parts))).toMatchObject(parts);
      }),
      { numRuns: 1_000 },
    );
  });
});

it.each([
  ['Quyết định', 'QĐ'],
  ['QUYẾT  ĐỊNH'.normalize('NFD'), 'QĐ'],
  ['thong tu', 'TT'],
  ['QĐ', 'QĐ'],
  ['DA', 'DA'],
  ['ĐA', 'ĐA'],
  ['Đơn', undefined],
])('knows the type of %j as %j', (written, abbreviation) => {
  expect(typeNamed(written)).toBe(abbreviation);
});
