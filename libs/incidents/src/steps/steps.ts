import type { IncidentStatus } from '../incident.js';

interface Step {
  readonly from: readonly IncidentStatus[];
  /** Null: it stays as it is. */
  readonly to: IncidentStatus | null;
  readonly act: string;
  /** What the reporters hear; null: nothing. `who` and `text` are what the step was given. */
  readonly notice: ((told: { readonly who: string; readonly text: string | null }) => { readonly title: string; readonly body: string }) | null;
}

/** Steps of the case that are written down; `step` in the model names one of them. */
export const STEPS = {
  outside: {
    from: ['reported'],
    to: null,
    act: 'reporting it to the province',
    notice: ({ text }) => ({ title: 'đã liên hệ cấp tỉnh', body: text ?? 'Cơ quan cấp tỉnh đã được báo.' }),
  },
  taken: {
    from: ['reported'],
    to: 'handling',
    act: 'taking it',
    notice: ({ who }) => ({ title: 'đã có người xử lý', body: `${who} đã nhận xử lý.` }),
  },
  climbed: {
    from: ['handling'],
    to: 'reported',
    act: 'passing it on',
    notice: ({ text }) => ({ title: 'chuyển cấp trên', body: text ?? 'Cần cấp trên hoặc bên ngoài.' }),
  },
  late: {
    from: ['reported', 'handling'],
    to: null,
    act: 'being late',
    notice: () => ({ title: 'quá thời gian', body: 'Lãnh đạo cơ quan đã được báo; việc xử lý vẫn tiếp tục.' }),
  },
  isolated: {
    from: ['reported', 'handling'],
    to: null,
    act: 'isolating it',
    notice: ({ text }) => ({ title: 'đã cách ly', body: text ?? '' }),
  },
  fixed: {
    from: ['handling'],
    to: 'fixed',
    act: 'fixing it',
    notice: ({ text }) => ({ title: 'đã khắc phục', body: `${text ?? ''} Mỗi người đã báo cho biết đã dùng được chưa; còn lỗi thì mở lại.`.trim() }),
  },
  reopened: {
    from: ['fixed'],
    to: 'handling',
    act: 'opening it again',
    // Not what he wrote: reporters whose reports are part of it hear it, too.
    notice: ({ who }) => ({ title: 'mở lại', body: `${who} cho biết vẫn còn lỗi; việc xử lý tiếp tục.` }),
  },
  confirmed: {
    from: ['fixed'],
    to: 'closed',
    act: 'closing it',
    notice: () => ({ title: 'đã đóng', body: 'Đã xác nhận khắc phục, hoặc hết thời gian chờ xác nhận.' }),
  },
  refused: {
    from: ['reported', 'handling'],
    to: 'refused',
    act: 'refusing it',
    notice: ({ who, text }) => ({ title: 'không phải sự cố', body: `${who}: ${text ?? 'không nêu lý do.'}` }),
  },
  noted: { from: ['closed'], to: null, act: 'noting what was learnt', notice: null },
  'handed-over': { from: ['reported'], to: 'handed-over', act: 'handing it over', notice: null },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

/** The step as the table above says, whichever it is. */
export function stepNamed(name: StepName): Step {
  return STEPS[name];
}
