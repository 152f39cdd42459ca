import { findSecrecyMarksInText, findSecrecyMarksInTitle } from './find-secrecy-marks.js';
import type { SecrecyMark } from './suspicion.js';

/** A whole official letter around what stands at its head. */
const letter = (...head: string[]) =>
  [
    ...head,
    'ỦY BAN NHÂN DÂN TỈNH        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Số: 12/BC-UBND        Độc lập - Tự do - Hạnh phúc',
    'Kính gửi: Sở Khoa học và Công nghệ.',
    'Thực hiện Luật Bảo vệ bí mật nhà nước, các cơ quan quản lý tài liệu tuyệt mật, tối mật, mật theo quy định; bảo mật thông tin, đổi mật khẩu.',
  ].join('\n');

const marksIn = (text: string) => findSecrecyMarksInText(text).map(({ mark, grade }) => `${mark} ${grade}`);
const marksOfTitle = (title: string) => findSecrecyMarksInTitle(title).map(({ mark, grade }) => `${mark} ${grade}`);

describe('a mark of secrecy in the text of a file', () => {
  it.each<[string, string, SecrecyMark]>([
    ['in capitals', 'MẬT', 'Mật'],
    ['in capitals', 'TỐI MẬT', 'Tối mật'],
    ['in capitals', 'TUYỆT MẬT', 'Tuyệt mật'],
    ['as it is called', 'Tối mật', 'Tối mật'],
    ['decomposed (NFD)', 'TUYỆT MẬT'.normalize('NFD'), 'Tuyệt mật'],
    ['in brackets', '( Mật )', 'Mật'],
    ['in the frame of a stamp', '|  TỐI  MẬT  |', 'Tối mật'],
    ['with a full stop that the scanner saw', '“MẬT”.', 'Mật'],
    ['with letters apart', 'M Ậ T', 'Mật'],
    ['with letters apart', 'T Ố I   M Ậ T', 'Tối mật'],
    ['with letters and words apart', 'T U Y Ệ T M Ậ T', 'Tuyệt mật'],
    ['on two lines', 'TUYỆT\nMẬT', 'Tuyệt mật'],
    ['on two lines with a blank one between', 'TỐI\n\n  MẬT  ', 'Tối mật'],
    ['a letter on each line', 'M\nẬ\nT', 'Mật'],
    ['with spaces of no width', 'M\u200bẬ\u200bT', 'Mật'],
    ['with hard spaces', 'TỐI\u00a0MẬT', 'Tối mật'],
    ['without diacritics', 'TUYET MAT', 'Tuyệt mật'],
    ['without diacritics', 'TOI MAT', 'Tối mật'],
    ['as a line of the form', 'Độ mật: Tối mật', 'Tối mật'],
    ['as a line of the form', 'Mức độ mật – MẬT', 'Mật'],
    ['as a line of the form without diacritics', 'Do mat: Mat', 'Mật'],
    ['beside the motto', 'MẬT        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Mật'],
    ['behind the number', 'Số: 12/BC-UBND   TỐI MẬT', 'Tối mật'],
    ['with letters apart, before a title', 'M Ậ T Kế hoạch phòng thủ', 'Mật'],
    ['with letters apart, behind a title', 'Kế hoạch T Ố I  M Ậ T', 'Tối mật'],
    ['with stops between its letters', 'M.Ậ.T', 'Mật'],
    ['with stops between its letters, before a title', 'M.Ậ.T kế hoạch phòng thủ', 'Mật'],
    ['with strokes between its letters, behind a title', 'Kế hoạch T-U-Y-Ệ-T M-Ậ-T', 'Tuyệt mật'],
    ['in letters of full width', 'ＴỐＩ ＭẬＴ', 'Tối mật'],
    ['in letters of full width, beside other words', 'ＭẬＴ   Kế hoạch phòng thủ', 'Mật'],
  ])('is found: %s (%j)', (_how, stamp, mark) => {
    expect(marksIn(letter(stamp))).toEqual([`${mark} sure`]);
  });

  it.each<[string, string, SecrecyMark]>([
    ['a short one without diacritics', 'MAT', 'Mật'],
    ['another mark above the a', 'MÂT', 'Mật'],
    ['another mark above the a, beside other words', 'Số: 12/BC-UBND   MÂT', 'Mật'],
    ['other marks above both vowels, beside other words', 'TUYÊT MÂT Kế hoạch', 'Tuyệt mật'],
    ['digits for letters', 'T0I MAT', 'Tối mật'],
    ['digits for letters', 'TUY3T M4T', 'Tuyệt mật'],
    ['letters apart, badly read', 'M A T', 'Mật'],
  ])('is suspected where a scanner read it badly: %s (%j)', (_how, stamp, mark) => {
    expect(marksIn(letter(stamp))).toEqual([`${mark} suspected`]);
  });

  it('tells on which line', () => {
    expect(findSecrecyMarksInText(`Trang 1\n\n\nTỐI MẬT\n`)).toEqual([
      { ground: 'state-secret', mark: 'Tối mật', grade: 'sure', line: 4 },
    ]);
  });

  it.each([
    'BẢO MẬT',
    'BẢO\nMẬT',
    'QUY CHẾ BẢO MẬT THÔNG TIN',
    'Quy chế bảo mật',
    'MẬT ĐỘ DÂN SỐ',
    'MẬT KHẨU',
    'GIẢI MẬT',
    'QUY CHẾ BẢO MÂT THÔNG TIN',
    'MÂT KHẨU',
    'KHÁM MẮT',
    'THÔNG BÁO MẤT GIẤY TỜ',
    'TÔI MẤT GIẤY TỜ',
    'Phụ lục M.A.T',
    'ĐÃ GIẢI MẬT',
    'BÍ MẬT KINH DOANH',
    'Mật ong',
    'Độ mật: Không',
    'Độ mật:',
    'Mức độ mật thiết',
    'mắt',
    'mất',
    'mat',
    'Tài liệu tuyệt mật được lưu trong két sắt.',
    'a) Độ tuyệt mật, độ tối mật và độ mật',
    'A B C',
    'TẤT',
    'MÁY TÍNH',
    '',
  ])('is not seen where there is none: %j', (line) => {
    expect(marksIn(letter(line))).toEqual([]);
  });
});

describe('a mark of secrecy in a title', () => {
  it.each([
    ['Mật', 'Mật sure'],
    ['(Tối mật) Báo cáo tình hình', 'Tối mật sure'],
    ['Báo cáo tình hình [MẬT]', 'Mật sure'],
    ['Báo cáo TUYỆT MẬT về an ninh', 'Tuyệt mật sure'],
    ['Độ mật: Mật. Kế hoạch phòng thủ', 'Mật sure'],
    ['V/v chuyển công văn mật của Bộ Công an', 'Mật suspected'],
    ['Tài liệu tối mật về quốc phòng', 'Tối mật suspected'],
    ['Văn bản Mật số 12', 'Mật suspected'],
    ['KẾ HOẠCH PHÒNG THỦ TUYỆT MẬT', 'Tuyệt mật suspected'],
    ['Cong van mat cua Bo Cong an', 'Mật suspected'],
    ['Công văn mật do Bộ Công an gửi', 'Mật suspected'],
    ['Ke hoach tuyet mat', 'Tuyệt mật suspected'],
    ['M Ậ T Kế hoạch', 'Mật sure'],
    ['V/v gửi văn bản đóng dấu mật', 'Mật suspected'],
    ['Danh sách mật', 'Mật suspected'],
    ['Chương trình mật của Sở', 'Mật suspected'],
    ['Danh sach mat', 'Mật suspected'],
    ['15/KH-BQP (MẬT)', 'Mật sure'],
    ['M.Ậ.T kế hoạch', 'Mật sure'],
    ['ＭẬＴ kế hoạch', 'Mật sure'],
    ['MÂT kế hoạch', 'Mật suspected'],
    ['KẾ HOẠCH PHÒNG THỦ TÔI MÂT', 'Tối mật suspected'],
    ['kehoach TUYET MAT', 'Tuyệt mật suspected'],
    ['kehoach TOI MAT', 'Tối mật suspected'],
    ['ke hoach (mat)', 'Mật suspected'],
  ])('%j: %s', (title, expected) => {
    expect(marksOfTitle(title)).toEqual([expected]);
    expect(marksOfTitle(title.normalize('NFD'))).toEqual([expected]);
  });

  it.each([
    'V/v bảo mật thông tin trên mạng',
    'Tăng cường công tác bảo vệ bí mật nhà nước',
    'Bí mật kinh doanh và sở hữu trí tuệ',
    'V/v thay đổi mật khẩu thư điện tử',
    'Báo cáo mật độ dân số năm 2026',
    'Kế hoạch mật độ xây dựng đô thị',
    'Tiêu chuẩn mật ong xuất khẩu',
    'V/v giải mật tài liệu lưu trữ',
    'Quan hệ mật thiết giữa các đơn vị',
    'Cơ mật viện triều Nguyễn',
    'V/v phòng, chống bệnh sỏi mật',
    'BẢO MẬT VÀ MẬT MÃ',
    'BẢO MÂT VÀ MÂT MÃ',
    'Cảnh báo MẤT AN TOÀN thông tin',
    'Ngày vì đôi MẮT sáng',
    'Gặp MẶT đầu xuân',
    'Ke hoach mat do xay dung',
    'Danh sách mật khẩu cần đổi',
    'Đóng dấu bảo mật trên phong bì',
    'Chương trình họp mặt đầu xuân',
    'Chuong trinh hop mat dau xuan',
    'Bi mat kinh doanh',
    'Số liệu mật độ dân cư',
    'Toi mat giay to',
    'Sở Mật mã dân sự (mật khẩu)',
    'Bao mat thong tin',
    'Tai lieu mat khau',
    'Đề nghị cấp lại giấy tờ bị mất',
    'Khám mắt cho học sinh',
  ])('is not seen in %j', (title) => {
    expect(marksOfTitle(title)).toEqual([]);
  });
});

describe('a hostile text', () => {
  it.each([
    ['one line of marks', 'MẬT '.repeat(100_000)],
    ['one line of spaces', `${' '.repeat(200_000)}x MẬT ${' '.repeat(200_000)}`],
    ['one word', `${'a'.repeat(400_000)} MẬT`],
    ['brackets', '( '.repeat(200_000)],
    ['labels', 'Độ mật: '.repeat(60_000)],
    ['a letter on each line', 'M\nẬ\n'.repeat(100_000)],
  ])('is looked through like any other: %s', (_what, text) => {
    expect(findSecrecyMarksInText(text).length).toBeLessThan(100_000);
  });
});

describe('whatever stands around it', () => {
  const texts = ['', 'Kính gửi:', 'BẢO MẬT', 'Số 12', '1. Mật độ', '– – –'];
  it.each(texts.flatMap((before) => texts.map((behind) => [before, behind])))('a stamp between %j and %j is found', (before, behind) => {
    for (const mark of ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT']) {
      expect(findSecrecyMarksInText([before, mark, behind].join('\n')).map((one) => one.mark?.toUpperCase())).toContain(mark);
    }
  });
});
