import { tidyLine, tidyText, withoutDiacritics } from './text.js';

describe('text from people', () => {
  it('is stored composed, a line of it with single spaces and without control characters', () => {
    expect(tidyLine(' V/v\u0000 báo  cáo\n'.normalize('NFD'))).toBe('V/v báo cáo');
  });

  it('keeps its line breaks, in one form, and its tabs where it has several lines', () => {
    expect(tidyText(' dòng 1\r\n\tdòng 2\rdòng 3\u0000\u0007 ')).toBe('dòng 1\n\tdòng 2\ndòng 3');
  });

  it('that nobody can see is none', () => {
    for (const unseen of [' \u200b ', '\ufeff', '\u2060\u200d']) expect([tidyLine(unseen), tidyText(unseen)]).toEqual(['', '']);
    expect(tidyLine('a\u200bb')).toBe('a\u200bb');
  });

  it('loses every mark of Vietnamese, in either form, and keeps its case', () => {
    for (const form of ['NFC', 'NFD']) expect(withoutDiacritics('Đỗ Hữu Đạt, ước'.normalize(form))).toBe('Do Huu Dat, uoc');
  });
});
