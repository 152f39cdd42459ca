import { foldLetters } from './fold-letters.js';
import { highlight, snippetOf } from './highlight.js';
import { pairsOf, readTerms, tsqueryOf } from './search-terms.js';

describe('what was typed', () => {
  it.each([
    ['chữ  KÝ', [['chu'], ['ky']]],
    ['47/qđ-stp', [['47', 'qd', 'stp']]],
    ['171/QÐ – BDT', [['171', 'qd'], ['bdt']]],
    ['"báo cáo năm" Sở', [['bao', 'cao', 'nam'], ['so']]],
    ['“báo cáo” x', [['bao', 'cao'], ['x']]],
    ['một "câu không đóng', [['cau', 'khong', 'dong'], ['mot']]],
    ['007/BC', [['7', 'bc']]],
    ['công văn 47/QĐ-STP', [['47', 'qd', 'stp']]],
    ['văn bản số 12 về đất', [['12'], ['ve'], ['dat']]],
    ['công văn hỏa tốc', [['cong'], ['van'], ['hoa'], ['toc']]],
    ["a'b & (c|!d):*\\", [['a', 'b'], ['c', 'd']]],
    [' -- "" ', []],
  ])('%j becomes the terms %j', (typed, terms) => {
    const byFirst = (a: readonly string[], b: readonly string[]) => a[0]!.localeCompare(b[0]!);
    expect(readTerms(typed).toSorted(byFirst)).toEqual(terms.toSorted(byFirst));
  });

  it('is the same composed or not', () => {
    expect(readTerms('Quyết định'.normalize('NFD'))).toEqual(readTerms('Quyết định'));
  });

  it('names the pairs of its words, without those that are too long to be held', () => {
    expect(pairsOf([['47', 'qd', 'stp'], ['so']])).toBe(`'47 qd' & 'qd stp'`);
    expect(pairsOf([['a', 'x'.repeat(23)], ['x']])).toBeNull();
  });

  it('asks for words that stand behind one another, and for all terms', () => {
    expect(tsqueryOf([['47', 'qd'], ['so']])).toBe(`('47' <-> 'qd') & ('so')`);
  });
});

it('folding keeps every letter in its place', () => {
  expect(foldLetters('Đặng Ðức ﬁ İ 👍 ß')).toBe('dang duc ﬁ i 👍 ß');
});

describe('a snippet', () => {
  it('is escaped, and marks what was found as it was written', () => {
    expect(highlight('<b>Chữ ký</b> & "số"', readTerms('chu so')).html).toBe(
      '&lt;b&gt;<mark>Chữ</mark> ký&lt;/b&gt; &amp; &quot;<mark>số</mark>&quot;',
    );
  });

  it('marks whole words and phrases only', () => {
    expect(highlight('Bác báo cáo bạc báo', readTerms('"bao cao"')).html).toBe('Bác <mark>báo cáo</mark> bạc báo');
    expect(highlight('sốc, số', readTerms('so')).html).toBe('sốc, <mark>số</mark>');
    expect(highlight('theo 047/QĐ-STP.', readTerms('47/qd-stp')).html).toBe('theo <mark>047/QĐ-STP</mark>.');
  });

  it('of a long text is the piece in which most of the terms stand together', () => {
    const filler = 'lời dẫn '.repeat(100);
    const text = `${filler}chữ một ${filler}đây là chữ ký số của Bộ ${filler}`;
    const { html, found } = snippetOf(text, readTerms('chữ ký số'))!;
    expect(found).toBe(3);
    expect(html).toMatch(/^… .*đây là <mark>chữ<\/mark> <mark>ký<\/mark> <mark>số<\/mark> của Bộ .* …$/);
    expect(html.length).toBeLessThan(320);
  });

  it('is none where no term stands, and the whole of a short text', () => {
    expect(snippetOf('không có gì', readTerms('chữ'))).toBeUndefined();
    expect(snippetOf('chữ\nký', readTerms('chữ'))!.html).toBe('<mark>chữ</mark> ký');
  });

  it('takes a word of any length', () => {
    expect(snippetOf(`a ${'x'.repeat(1000)} b`, readTerms('x'.repeat(150)))).toBeUndefined();
    expect(snippetOf(`${'lời '.repeat(100)}${'x'.repeat(190)} b`, readTerms('x'.repeat(190)))!.html).toContain('<mark>x');
  });
});
