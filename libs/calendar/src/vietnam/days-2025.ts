import { dayOff, LAW_112, makeUp } from './day-rows.js';

const NOTICE = 'Công văn 8726/VPCP-KGVX ngày 26/11/2024 về nghỉ Tết Âm lịch và một số dịp nghỉ lễ năm 2025 ⚠';

export const DAYS_2025 = [
  dayOff('2025-01-01', 'Tết Dương lịch', LAW_112),
  dayOff('2025-01-27', 'Tết Nguyên đán Ất Tỵ (28 tháng Chạp)', NOTICE),
  dayOff('2025-01-28', 'Tết Nguyên đán Ất Tỵ (29 tháng Chạp)', NOTICE),
  dayOff('2025-01-29', 'Tết Nguyên đán Ất Tỵ (mùng 1)', NOTICE),
  dayOff('2025-01-30', 'Tết Nguyên đán Ất Tỵ (mùng 2)', NOTICE),
  dayOff('2025-01-31', 'Tết Nguyên đán Ất Tỵ (mùng 3)', NOTICE),
  dayOff('2025-04-07', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', LAW_112),
  makeUp('2025-04-26', 'Làm bù cho 02/5', NOTICE),
  dayOff('2025-04-30', 'Ngày Chiến thắng', LAW_112),
  dayOff('2025-05-01', 'Ngày Quốc tế lao động', LAW_112),
  dayOff('2025-05-02', 'Nghỉ hoán đổi, làm bù 26/4', NOTICE),
  dayOff('2025-09-01', 'Quốc khánh (ngày liền kề)', NOTICE),
  dayOff('2025-09-02', 'Quốc khánh', LAW_112),
];
