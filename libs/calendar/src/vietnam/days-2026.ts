import { dayOff, LAW_111, LAW_112, makeUp } from './day-rows.js';

const NEW_YEAR_SWAP = 'Thông báo của Bộ Nội vụ ngày 25/12/2025: nghỉ 02/01, làm bù 10/01 ⚠';
const NOTICE = 'Thông báo của Bộ Nội vụ về nghỉ Tết Nguyên đán (16–20/02) và Quốc khánh năm 2026 ⚠';
const CULTURE_DAY = 'Nghị quyết 80-NQ/TW ngày 07/01/2026: nghỉ làm, hưởng nguyên lương ⚠';

export const DAYS_2026 = [
  dayOff('2026-01-01', 'Tết Dương lịch', LAW_112),
  dayOff('2026-01-02', 'Nghỉ hoán đổi, làm bù 10/01', NEW_YEAR_SWAP),
  makeUp('2026-01-10', 'Làm bù cho 02/01', NEW_YEAR_SWAP),
  dayOff('2026-02-16', 'Tết Nguyên đán Bính Ngọ (29 tháng Chạp)', NOTICE),
  dayOff('2026-02-17', 'Tết Nguyên đán Bính Ngọ (mùng 1)', NOTICE),
  dayOff('2026-02-18', 'Tết Nguyên đán Bính Ngọ (mùng 2)', NOTICE),
  dayOff('2026-02-19', 'Tết Nguyên đán Bính Ngọ (mùng 3)', NOTICE),
  dayOff('2026-02-20', 'Tết Nguyên đán Bính Ngọ (mùng 4)', NOTICE),
  dayOff('2026-04-26', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', LAW_112),
  dayOff('2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương', LAW_111),
  dayOff('2026-04-30', 'Ngày Chiến thắng', LAW_112),
  dayOff('2026-05-01', 'Ngày Quốc tế lao động', LAW_112),
  makeUp('2026-08-22', 'Làm bù cho 31/8', NOTICE),
  dayOff('2026-08-31', 'Nghỉ hoán đổi, làm bù 22/8', NOTICE),
  dayOff('2026-09-01', 'Quốc khánh (ngày liền kề)', NOTICE),
  dayOff('2026-09-02', 'Quốc khánh', LAW_112),
  dayOff('2026-11-24', 'Ngày Văn hóa Việt Nam', CULTURE_DAY),
];
