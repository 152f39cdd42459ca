/** The figures of a report; each is a count. */
export interface SlaFigures {
  readonly answeredOnTime: number;
  readonly answeredLate: number;
  readonly notYetDue: number;
  readonly overdue: number;
  readonly tasksNotDue: number;
  readonly tasksOverdue: number;
  readonly tasksEscalated: number;
}

/** What each figure counts, in the words that stand beside it in a report. */
export const SLA_DEFINITIONS: Readonly<Record<keyof SlaFigures, string>> = {
  answeredOnTime:
    'Số yêu cầu phúc đáp có thời hạn trong kỳ đã trả lời đúng hạn: đã ghi kết quả và phát hành văn bản trả lời trước hoặc đúng thời hạn.',
  answeredLate: 'Số yêu cầu phúc đáp có thời hạn trong kỳ đã trả lời sau thời hạn.',
  notYetDue: 'Số yêu cầu phúc đáp có thời hạn lúc hết kỳ nằm trong kỳ, chưa trả lời và chưa đến hạn tại thời điểm lập báo cáo.',
  overdue:
    'Số yêu cầu phúc đáp có thời hạn lúc hết kỳ nằm trong kỳ, chưa trả lời, mà thời hạn ấy đã qua khi lập báo cáo; được gia hạn sau khi ' +
    'hết kỳ thì còn có mặt ở kỳ của thời hạn mới. ' +
    'Gia hạn sau khi hết kỳ không làm đổi kỳ đã qua, chỉ đính chính và tạm dừng ghi muộn mới đổi; khi trả lời thì tính theo thời hạn lúc trả lời.',
  tasksNotDue:
    'Số công việc đang mở, chưa đến hạn tại thời điểm lập báo cáo, có hạn xử lý lúc hết kỳ nằm trong kỳ; công việc không có hạn tính theo ngày tạo.',
  tasksOverdue: 'Số công việc đang mở, có hạn xử lý lúc hết kỳ nằm trong kỳ và đã quá hạn tại thời điểm lập báo cáo.',
  tasksEscalated: 'Số công việc trong hai mục trên (đang mở) đã được báo lên cấp trên.',
};

export const FIGURE_NAMES = Object.keys(SLA_DEFINITIONS) as (keyof SlaFigures)[];

export function sumFigures(parts: readonly SlaFigures[]): SlaFigures {
  const sum = (name: keyof SlaFigures) => parts.reduce((total, part) => total + part[name], 0);
  return Object.fromEntries(FIGURE_NAMES.map((name) => [name, sum(name)])) as Record<keyof SlaFigures, number>;
}
