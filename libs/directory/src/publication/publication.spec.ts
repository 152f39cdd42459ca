import { internalCards, publicCards } from './directory-cards.js';
import { directoryPage } from './directory-page.js';
import { type DirectoryUnit, publicPart } from './read-directory.query.js';
import { card } from './vcard.js';

const person = { login: 'cuongpv', fullName: 'Phan Văn Cường', title: 'Trưởng phòng', heads: true, phone: '0256 3822 222', room: '305', email: 'cuongpv@skhcn.example' };
const unit: DirectoryUnit = {
  code: 'QLCN',
  name: 'Phòng Quản lý công nghệ',
  kind: 'professional',
  phone: '0256 3822 333',
  room: '301',
  mailboxes: ['qlcn@skhcn.example'],
  people: [person, { ...person, login: 'maint', fullName: 'Ngô Thị Mai', title: 'Chuyên viên', heads: false, phone: null, room: null, email: null }],
};
const unfold = (text: string) => text.replaceAll('\r\n ', '');

describe('A card', () => {
  it('has what RFC 6350 wants, the name in its parts', () => {
    const [ofUnit, ofHead, ofStaff] = unfold(internalCards('Sở KHCN', [unit])).split('END:VCARD\r\n');
    expect(ofUnit).toBe(
      'BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Phòng Quản lý công nghệ\r\nORG:Sở KHCN;Phòng Quản lý công nghệ\r\n' +
        'TEL;TYPE=work:0256 3822 333\r\nEMAIL;TYPE=work:qlcn@skhcn.example\r\nNOTE:Phòng làm việc: 301\r\n',
    );
    expect(ofHead).toContain('\r\nFN:Phan Văn Cường\r\nN:Phan;Cường;Văn;;\r\nTITLE:Trưởng phòng\r\n');
    expect(ofStaff).not.toMatch(/TEL|EMAIL|NOTE/);
  });

  it.each([
    ['Công Tằng Tôn Nữ Thị Hà', 'N:Công;Hà;Tằng Tôn Nữ Thị;;'],
    ['Lê An', 'N:Lê;An;;;'],
    ['Siu', 'N:;Siu;;;'],
    ['Lê; An, B\\C', 'N:Lê\\;;B\\\\C;An\\,;;'],
  ])('takes the name %s apart', (fullName, expected) => {
    expect(unfold(internalCards('x', [{ ...unit, people: [{ ...person, fullName }] }]))).toContain(`\r\n${expected}\r\n`);
  });

  it('lets no value end its line or begin another property', () => {
    expect(card([['NOTE', 'một\r\nTEL:1\nhai']])).toBe('BEGIN:VCARD\r\nVERSION:4.0\r\nNOTE:một\\nTEL:1\\nhai\r\nEND:VCARD\r\n');
  });

  it('folds long lines at 75 octets, never within a letter', () => {
    const note = 'Phòng Tiêu chuẩn Đo lường Chất lượng '.repeat(6).trim();
    const text = card([['NOTE', note]]);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(unfold(text)).toContain(`NOTE:${note}\r\n`);
  });
});

describe('What is published', () => {
  it('names of people the heads alone, by name and title', () => {
    const [shown] = publicPart([unit]);
    expect(shown).toEqual({ code: 'QLCN', name: unit.name, phone: unit.phone, mailboxes: unit.mailboxes, heads: [{ fullName: 'Phan Văn Cường', title: 'Trưởng phòng' }] });
    for (const text of [directoryPage('Sở', [shown!]), publicCards('Sở', [shown!])]) expect(text).not.toMatch(/cuongpv@|Mai|3822 222|301|305/);
  });

  it('is a page whose words stay words', () => {
    const page = directoryPage('Sở <script>', publicPart([{ ...unit, name: '"<img onerror=alert(1)>' }]));
    expect(page).not.toMatch(/<script>|<img/);
    expect(page).toContain('&#60;img onerror=alert(1)&#62;');
  });
});
