import { safeAttachmentName } from './attachment-name.js';

it.each([
  ['../../etc/passwd'],
  ['..\\boot.ini'],
  ['/etc/passwd'],
  ['C:boot.ini'],
  ['thư mục/công văn.pdf'],
  ['a\u0000.pdf'],
  ['a\nb.pdf'],
  ['..'],
  ['. . .'],
  [''],
  ['NUL'],
  ['con.pdf'],
  [`${'a'.repeat(200)}.pdf`],
])('refuses %j', (name) => {
  expect(() => safeAttachmentName(name)).toThrow(expect.objectContaining({ code: 'documents.attachment-name-unsafe' }) as Error);
});

it.each([
  ['Công văn số 47.pdf', 'Công văn số 47.pdf'],
  ['Công văn.pdf'.normalize('NFD'), 'Công văn.pdf'],
  ['báo  cáo: quý 1?.docx', 'báo cáo_ quý 1_.docx'],
  ['hop-dong\u202Efdp.exe', 'hop-dongfdp.exe'],
  ['to trinh.pdf. ', 'to trinh.pdf'],
  ['a..pdf', 'a..pdf'],
])('keeps %j as %j', (given, kept) => {
  expect(safeAttachmentName(given)).toBe(kept);
});
