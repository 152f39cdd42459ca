import fc from 'fast-check';
import { diffWords, marked, MOST_EDITS } from './diff-words.js';

const shown = (from: string, to: string) => marked(diffWords(from, to));

it.each([
  ['Kính gửi Sở Tư pháp', 'Kính gửi Sở Tư pháp', 'Kính gửi Sở Tư pháp'],
  ['họp ngày 5 tháng 1', 'họp ngày 6 tháng 1', 'họp ngày [-5-]{+6+} tháng 1'],
  ['một hai', 'một hai ba', 'một hai{+ ba+}'],
  ['một hai\nba', 'một\nba', 'một[- hai-]\nba'],
  ['', 'mới', '{+mới+}'],
  ['cũ', '', '[-cũ-]'],
  ['', '', ''],
  ['Tư pháp'.normalize('NFD'), 'Tư pháp', 'Tư pháp'],
])('%j became %j: %j', (from, to, text) => {
  expect(shown(from, to)).toBe(text);
});

it('gives back both versions, whatever they are', () => {
  const word = fc.constantFrom('a', 'b', 'c', ' ', '\n', 'ệ');
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (from, to) => {
      const parts = diffWords(from, to);
      const without = (kind: string) => parts.filter((part) => part.kind !== kind).map((part) => part.text).join('');
      expect([without('added'), without('removed')]).toEqual([from, to]);
    }),
  );
});

it('gives up looking for what stayed where nearly all is new, so that no two drafts take long', () => {
  const words = (first: string) => Array.from({ length: MOST_EDITS }, (_, number) => `${first}${number}`).join(' ');
  expect(diffWords(`Kính gửi ${words('a')}`, `Kính gửi ${words('b')}`).map(({ kind }) => kind)).toEqual(['same', 'removed', 'added']);
});
