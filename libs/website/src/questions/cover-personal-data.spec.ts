import { coverAsker, coverPersonalData } from './cover-personal-data.js';

describe('a question as the public reads it', () => {
  it.each(['0912345678', '(091) 234 5678', '0912/345/678', '0912–345–678', '０９１２３４５６７８', '+84 912 345 678', '048190001234', '123 456 789', '12345678'])(
    'covers the number %s',
    (number) => {
      expect(coverPersonalData(`Gọi ${number} cho tôi.`, null)).toBe('Gọi [số] cho tôi.');
    },
  );

  it.each(['ngày 23-11-2026', 'từ 01/01/2026 đến 02.11.2026', 'giai đoạn 2024-2026', '10.000.000 đồng', '100 000 000 đồng', 'Quyết định 1234/QĐ-UBND'])(
    'leaves %s as it is',
    (text) => {
      expect(coverPersonalData(text, null)).toBe(text);
    },
  );

  it.each(['an.nguyen@example.vn', 'an (at) gmail.com', 'an＠example.vn'])('covers the address %s', (mail) => {
    expect(coverPersonalData(`Thư ${mail} nhé`, null)).toBe('Thư [địa chỉ thư] nhé');
  });

  it('covers the name of who asked, but not one that is also a word', () => {
    expect(coverPersonalData('Tôi là Nguyễn  văn An, xin an toàn', 'Nguyễn Văn An')).toBe('Tôi là [người hỏi], xin an toàn');
    expect(coverPersonalData('Khuyến cáo an toàn', 'An')).toBe('Khuyến cáo an toàn');
  });
});

describe('an answer as the public reads it', () => {
  const asker = { name: 'Nguyễn Văn An', email: 'An@Example.vn', wrote: 'Số của tôi: +84 912 345 678' };

  it('covers name, address and number of who asked', () => {
    const text = 'Thưa ông Nguyễn Văn An (an@example.vn; 0912.345.678) hoặc (0912345678), hồ sơ đã nhận.';
    expect(coverAsker(text, asker)).toBe('Thưa ông [người hỏi] ([địa chỉ thư]; [số]) hoặc ([số]), hồ sơ đã nhận.');
  });

  it('leaves the numbers and addresses of the agency', () => {
    const text = 'Liên hệ 0234 3823 456, motcua@skhcn.example.vn, trước 23/11/2026.';
    expect(coverAsker(text, asker)).toBe(text);
  });
});
