import { nameInFull, nameInShort } from './named-deadline.js';

const TASK = {
  label: 'Xử lý văn bản',
  subject: 'Kế hoạch năm',
  arrival: '12/2026',
  unitName: 'Phòng Quản lý công nghệ',
  holderName: 'Phan Văn Cường',
};

it('a task is named by its document, with its number, the unit that answers and who has it', () => {
  expect(nameInShort(TASK)).toBe('Xử lý văn bản số đến 12/2026');
  expect(nameInFull(TASK)).toBe('Xử lý văn bản số đến 12/2026 (“Kế hoạch năm”; Phòng Quản lý công nghệ; Phan Văn Cường)');
});

it('a deadline that says the number of its document says it once', () => {
  expect(nameInShort({ label: 'Phúc đáp văn bản số đến 12/2026', arrival: '12/2026' })).toBe('Phúc đáp văn bản số đến 12/2026');
});

it('what is not known is left out', () => {
  const bare = { label: 'Soạn báo cáo', subject: null, arrival: null, unitName: null, holderName: null };
  expect(nameInFull(bare)).toBe('Soạn báo cáo');
});

it('of a long subject stands the beginning, cut between characters', () => {
  expect(nameInFull({ ...TASK, subject: '𠮷'.repeat(100) })).toContain(`“${'𠮷'.repeat(79)}…”`);
});
