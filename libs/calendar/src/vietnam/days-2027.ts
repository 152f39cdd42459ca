import { dayOff, LAW_111, LAW_112 } from './day-rows.js';

/** Holidays that the law fixes to a date of the solar calendar; everything else of 2027 is imported once announced. */
export const DAYS_2027 = [
  dayOff('2027-01-01', 'Tết Dương lịch', LAW_112),
  dayOff('2027-04-30', 'Ngày Chiến thắng', LAW_112),
  dayOff('2027-05-01', 'Ngày Quốc tế lao động', LAW_112),
  dayOff('2027-05-03', 'Nghỉ bù Ngày Quốc tế lao động', LAW_111),
  dayOff('2027-09-02', 'Quốc khánh', LAW_112),
  dayOff('2027-11-24', 'Ngày Văn hóa Việt Nam', 'Nghị quyết 80-NQ/TW ngày 07/01/2026: nghỉ làm, hưởng nguyên lương ⚠'),
];
