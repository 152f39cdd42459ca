import { composeSymbol, normaliseDocumentNumber } from './document-number.js';

it.each([
  ['47/QĐ-STP', '47/QĐ-STP'],
  ['47 /QĐ-STP', '47/QĐ-STP'],
  ['171/QĐ - BDT', '171/QĐ-BDT'],
  ['171/QÐ–BDT', '171/QĐ-BDT'],
  [' 7816/VPCP-TTĐT\u00a0', '7816/VPCP-TTĐT'],
  ['47/QĐ-STP'.normalize('NFD'), '47/QĐ-STP'],
  ['Số  12 / BC', 'Số 12/BC'],
  ['', ''],
])('writes %j as %j', (written, stored) => {
  expect(normaliseDocumentNumber(written)).toBe(stored);
});

it('names the agency after the type, and for an official letter the drafting unit after the agency', () => {
  expect(composeSymbol({ number: 7, type: 'BC', agency: 'SKHCN', unit: 'QLCN' })).toBe('07/BC-SKHCN');
  expect(composeSymbol({ number: 7816, type: 'CV', agency: 'SKHCN', unit: 'QLCN' })).toBe('7816/SKHCN-QLCN');
});
