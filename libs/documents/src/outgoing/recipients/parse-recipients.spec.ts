import { parseRecipients, unreadableRecipients } from './parse-recipients.js';

describe('a line of the Nơi nhận', () => {
  it.each([
    ['- Sở Tư pháp;', { name: 'Sở Tư pháp', email: null, copies: 1 }],
    ['– UBND tỉnh (báo cáo)', { name: 'UBND tỉnh (báo cáo)', email: null, copies: 1 }],
    ['Sở Tư pháp <VanThu@stp.example.vn>', { name: 'Sở Tư pháp', email: 'vanthu@stp.example.vn', copies: 1 }],
    ['Cục Thống kê (3 bản)', { name: 'Cục Thống kê', email: null, copies: 3 }],
    ['Cục Thống kê < ctk@example.vn > ( 02 bản ).', { name: 'Cục Thống kê', email: 'ctk@example.vn', copies: 2 }],
    ['<ctk@example.vn>', { name: 'ctk@example.vn', email: 'ctk@example.vn', copies: 1 }],
    ['- Lưu: VT, QLCN.', { name: 'Lưu: VT, QLCN', email: null, copies: 1 }],
    ['Sở Nội vụ (0 bản)', { name: 'Sở Nội vụ', email: null, copies: 1 }],
    ['Sở  Tư   pháp'.normalize('NFD'), { name: 'Sở Tư pháp', email: null, copies: 1 }],
  ])('%j says who, where and how many', (line, recipient) => {
    expect(parseRecipients(line)).toEqual([recipient]);
  });

  it.each([' ; - ;', '--\n–', '…;.'])('that is %j names nobody', (line) => {
    expect(parseRecipients(line)).toEqual([]);
  });

  it('may stand beside others, parted by semicolons or line breaks, with blank ones between', () => {
    expect(parseRecipients('Như trên;\n\n- Lưu: VT; - Sở Tư pháp\r\n').map(({ name }) => name)).toEqual(['Như trên', 'Lưu: VT', 'Sở Tư pháp']);
  });
});

it.each([
  ['Sở A <a@b.example> <c@d.example>', 'a second mailbox'],
  ['Sở F <x@y.z', 'one without its end'],
  ['vanthu@stp.example.vn', 'one without its marks'],
  ['Sở F <không có>', 'marks around none'],
])('%j is not understood: %s', (line) => {
  expect(unreadableRecipients(`Sở Tư pháp <stp@example.vn>\n${line}\nLưu: VT`)).toEqual([line]);
});
