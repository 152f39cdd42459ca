import { dayOff, LAW_111, LAW_112, makeUp } from './day-rows.js';

const TET = 'Thông báo của Bộ LĐTBXH về nghỉ Tết Âm lịch và Quốc khánh năm 2024: 08/02–14/02 và 31/8–03/9 ⚠';
const SWAP = 'Công văn 2450/VPCP-KGVX ngày 12/4/2024: nghỉ 29/4, làm bù 04/5 ⚠';

export const DAYS_2024 = [
  dayOff('2024-01-01', 'Tết Dương lịch', LAW_112),
  dayOff('2024-02-08', 'Tết Nguyên đán Giáp Thìn (29 tháng Chạp)', TET),
  dayOff('2024-02-09', 'Tết Nguyên đán Giáp Thìn (30 tháng Chạp)', TET),
  dayOff('2024-02-10', 'Tết Nguyên đán Giáp Thìn (mùng 1)', TET),
  dayOff('2024-02-11', 'Tết Nguyên đán Giáp Thìn (mùng 2)', TET),
  dayOff('2024-02-12', 'Tết Nguyên đán Giáp Thìn (mùng 3)', TET),
  dayOff('2024-02-13', 'Nghỉ bù Tết Nguyên đán', `${TET}; ${LAW_111}`),
  dayOff('2024-02-14', 'Nghỉ bù Tết Nguyên đán', `${TET}; ${LAW_111}`),
  dayOff('2024-04-18', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', LAW_112),
  dayOff('2024-04-29', 'Nghỉ hoán đổi, làm bù 04/5', SWAP),
  dayOff('2024-04-30', 'Ngày Chiến thắng', LAW_112),
  dayOff('2024-05-01', 'Ngày Quốc tế lao động', LAW_112),
  makeUp('2024-05-04', 'Làm bù cho 29/4', SWAP),
  dayOff('2024-09-02', 'Quốc khánh', LAW_112),
  dayOff('2024-09-03', 'Quốc khánh (ngày liền kề)', TET),
];
