import type { CalendarData } from '../calendar-data.js';
import { TWO_SESSIONS } from './day-rows.js';
import { DAYS_2024 } from './days-2024.js';
import { DAYS_2025 } from './days-2025.js';
import { DAYS_2026 } from './days-2026.js';
import { DAYS_2027 } from './days-2027.js';

/**
 * The administrative calendar of Vietnam that an office starts from. Each province sets its own hours, so an office
 * publishes its own week over these. Sources marked ⚠ were read with third parties and not in the act itself.
 */
export const VIETNAM: CalendarData = {
  key: 'vn',
  name: 'Lịch làm việc hành chính Việt Nam',
  zone: 'Asia/Ho_Chi_Minh',
  week: {
    1: TWO_SESSIONS,
    2: TWO_SESSIONS,
    3: TWO_SESSIONS,
    4: TWO_SESSIONS,
    5: TWO_SESSIONS,
    6: [],
    7: [],
  },
  weekSource:
    'Quyết định 188/1999/QĐ-TTg: tuần làm việc 40 giờ, nghỉ thứ Bảy và Chủ Nhật; giờ làm việc là mẫu, mỗi tỉnh tự quy định',
  days: [...DAYS_2024, ...DAYS_2025, ...DAYS_2026, ...DAYS_2027],
  years: [
    {
      year: 2024,
      status: 'announced',
      source: 'Bộ luật Lao động 2019, Điều 112; công văn 2450/VPCP-KGVX; thông báo của Bộ LĐTBXH ⚠',
    },
    { year: 2025, status: 'announced', source: 'Bộ luật Lao động 2019, Điều 112; công văn 8726/VPCP-KGVX ⚠' },
    { year: 2026, status: 'announced', source: 'Bộ luật Lao động 2019, Điều 112; thông báo của Bộ Nội vụ ⚠' },
    {
      year: 2027,
      status: 'partly-announced',
      source:
        'Chỉ có ngày lễ dương lịch theo Điều 112 Bộ luật Lao động 2019; chưa có Tết, Giỗ Tổ, ngày nghỉ thứ hai dịp Quốc khánh và các ngày hoán đổi',
    },
  ],
};
