import { findComplaintInText, findComplaintInTitle } from './find-complaint-letters.js';

const of = (documentType: string, subject: string) =>
  findComplaintInTitle({ documentType, subject }).map(({ ground, grade }) => `${ground} ${grade}`);

describe('a complaint or denunciation', () => {
  it.each([
    ['Đơn khiếu nại', 'Về việc thu hồi đất', 'complaint sure'],
    ['Đơn tố cáo', 'Ông A', 'denunciation sure'],
    ['ĐƠN TỐ GIÁC', 'Tội phạm', 'denunciation sure'],
    ['Đơn thư khiếu nại, tố cáo', 'Của công dân', 'complaint sure'],
    ['Thư tố cáo', 'Nặc danh', 'denunciation sure'],
    ['Don khieu nai', 'Thu hoi dat', 'complaint sure'],
    ['Đơn', 'Khiếu nại quyết định thu hồi đất', 'complaint sure'],
    ['Khác', 'Đơn khiếu nại của bà Nguyễn Thị B', 'complaint sure'],
    ['Khác', 'ĐƠN TẬP THỂ TỐ CÁO cán bộ xã', 'denunciation sure'],
    ['Khác', 'Đơn đề nghị, khiếu nại', 'complaint sure'],
    ['Khác', 'Tố cáo ông Trần Văn C nhận hối lộ', 'denunciation suspected'],
    ['Khác', 'V/v khiếu nại quyết định số 12', 'complaint suspected'],
    ['Khác', 'KHIEU NAI cua ba B', 'complaint suspected'],
    ['Khác', 'To cao ong C', 'denunciation suspected'],
  ])('is known by its type or the head of its subject: %s – %s', (type, subject, expected) => {
    expect(of(type, subject).join()).toBe(expected);
    expect(of(type.normalize('NFD'), subject.normalize('NFD')).join()).toBe(expected);
  });

  it.each([
    ['Công văn', 'V/v trả lời đơn khiếu nại của ông A'],
    ['Công văn', 'V/v chuyển đơn tố cáo'],
    ['Luật', 'Luật Khiếu nại'],
    ['Luật', 'Luật Tố cáo'],
    ['Báo cáo', 'Công tác giải quyết khiếu nại, tố cáo quý I'],
    ['Báo cáo', 'Khiếu nại, tố cáo 6 tháng đầu năm'],
    ['Báo cáo', 'Về việc khiếu nại, tố cáo năm 2026'],
    ['Quyết định', 'Giải quyết khiếu nại lần đầu'],
    ['Đơn', 'Xin nghỉ phép'],
    ['Công văn', 'V/v to cao hon quy dinh'],
    ['Báo cáo', 'Khieu nai, to cao quy I'],
    ['Báo cáo', 'Khieu nai nam 2026'],
    ['Công văn', 'Đơn giá bồi thường'],
  ])('is not seen where a document only deals with them: %s – %s', (type, subject) => {
    expect(of(type, subject)).toEqual([]);
  });

  it('is known by the heading of its text', () => {
    const text = (heading: string) => `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\n\n${heading}\nKính gửi: Giám đốc Sở`;
    expect(findComplaintInText(text('ĐƠN TỐ CÁO (lần 2)'))).toEqual([{ ground: 'denunciation', mark: null, grade: 'sure', line: 4 }]);
    expect(findComplaintInText(text('Đơn khiếu nại'))).toHaveLength(1);
    expect(findComplaintInText(text('Đơn khiếu nại của ông A đã được giải quyết bằng quyết định số 12 của Giám đốc Sở.'))).toEqual([]);
    expect(findComplaintInText(`${'dòng\n'.repeat(40)}ĐƠN KHIẾU NẠI`)).toEqual([]);
  });
});
