import { readPlanFile } from './read-plan-file.js';

const HEADER = 'code,title,retention,unit,responsible\n';
const findings = (text: string) => readPlanFile(text).findings.map(({ where, what }) => `${where}: ${what}`);

describe('a file plan', () => {
  it('is read with its columns in any order, as Excel saves it', () => {
    const text = '\uFEFFUnit;Code;Title;Retention;Responsible\r\nQLCN;01.QLCN;"Hồ sơ; chuyển giao";20 năm;tuanda\r\nVP;02/VP;Tập lưu;Vĩnh viễn;\r\n';
    expect(readPlanFile(text)).toEqual({
      items: [
        { code: '01.QLCN', title: 'Hồ sơ; chuyển giao', retentionYears: 20, unit: 'QLCN', responsible: 'tuanda' },
        { code: '02/VP', title: 'Tập lưu', retentionYears: null, unit: 'VP', responsible: null },
      ],
      findings: [],
    });
  });

  it.each([
    ['', 'dòng 1: thiếu cột code, title, retention, unit, responsible'],
    ['code,title\n', 'dòng 1: thiếu cột retention, unit, responsible'],
    [HEADER, 'dòng 2: không có hồ sơ nào'],
    [`${HEADER}01,"Hồ sơ,5,VP,\n`, 'dòng 2: dấu nháy kép không đóng lại'],
    [`${HEADER}0 1,Hồ sơ,5,VP,\n`, 'dòng 2: số, ký hiệu hồ sơ trống hoặc có ký tự lạ'],
    [`${HEADER}01,Hồ sơ,5,VP,\n01,Hồ sơ,5,VP,\n`, 'dòng 3: số, ký hiệu 01 có hai lần'],
    [`${HEADER}01,,5,VP,\n`, 'dòng 2: tiêu đề hồ sơ trống hoặc dài quá 500 chữ'],
    [`${HEADER}01,Hồ sơ,101,VP,\n`, 'dòng 2: thời hạn bảo quản phải là số năm từ 1 đến 100 hoặc "vĩnh viễn"'],
    [`${HEADER}01,Hồ sơ,0,VP,\n`, 'dòng 2: thời hạn bảo quản phải là số năm từ 1 đến 100 hoặc "vĩnh viễn"'],
    [`${HEADER}01,Hồ sơ,5,,\n`, 'dòng 2: thiếu mã đơn vị'],
    [`${HEADER}01,Hồ sơ,5,VP,Nguyễn Văn A\n`, 'dòng 2: người lập hồ sơ phải là tên đăng nhập'],
  ])('%j is refused: %s', (text, finding) => {
    expect(findings(text)).toEqual([finding]);
  });
});
