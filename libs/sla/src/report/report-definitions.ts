import type { FigureDefinition, ReportFigure } from './report.js';

const FINISHED =
  'Công việc do người thực hiện đã hoàn thành trong kỳ (theo thời điểm hoàn thành), kể cả của hồ sơ về sau bị hủy. ' +
  'Công việc bị rút lại trước khi xong không tính.';
const FINISHED_WITH_DEADLINE = `${FINISHED} Chỉ công việc có hạn xử lý.`;
const OPEN =
  'Công việc được giao trước khi hết kỳ và chưa xong tại thời điểm xem xét (asOf): lúc lập báo cáo, hoặc lúc hết kỳ nếu kỳ đã qua. ' +
  'Báo cáo theo tháng xếp vào tháng được giao.';

const MEDIAN = 'một nửa số công việc mất không quá chừng này';
const P95 = '95% số công việc mất không quá chừng này';
const GROSS = 'Thời gian theo đồng hồ từ lúc giao đến lúc xong';
const NET =
  'Thời gian làm việc từ lúc giao đến lúc xong, trừ các khoảng tạm dừng thời hạn; theo phiên bản lịch làm việc của đơn vị ' +
  'đang có hiệu lực khi công việc được tính lần đầu';

/** What each figure says, in the words that stand beside it. Which task belongs to which unit: the view `sla_task`. */
export const REPORT_DEFINITIONS: Readonly<Record<ReportFigure, FigureDefinition>> = {
  finishedOnTime: {
    title: 'Xong đúng hạn',
    meaning: 'Số công việc hoàn thành trước hoặc đúng hạn xử lý.',
    population: FINISHED_WITH_DEADLINE,
    unit: 'count',
  },
  finishedLate: {
    title: 'Xong trễ hạn',
    meaning: 'Số công việc hoàn thành sau hạn xử lý.',
    population: FINISHED_WITH_DEADLINE,
    unit: 'count',
  },
  finishedWithoutDeadline: {
    title: 'Xong, không có hạn',
    meaning: 'Số công việc hoàn thành mà không có hạn xử lý.',
    population: FINISHED,
    unit: 'count',
  },
  onTimeRatio: {
    title: 'Tỷ lệ đúng hạn',
    meaning: 'Số công việc xong đúng hạn chia cho số công việc xong có hạn; để trống khi không có công việc nào.',
    population: FINISHED_WITH_DEADLINE,
    unit: 'ratio',
  },
  openNotDue: {
    title: 'Đang làm, chưa đến hạn',
    meaning: 'Số công việc chưa xong có hạn xử lý chưa qua.',
    population: OPEN,
    unit: 'count',
  },
  openOverdue: {
    title: 'Đang làm, quá hạn',
    meaning: 'Số công việc chưa xong có hạn xử lý đã qua.',
    population: OPEN,
    unit: 'count',
  },
  openWithoutDeadline: {
    title: 'Đang làm, không có hạn',
    meaning: 'Số công việc chưa xong và không có hạn xử lý.',
    population: OPEN,
    unit: 'count',
  },
  grossMedianSeconds: { title: 'Thời gian, trung vị', meaning: `${GROSS}: ${MEDIAN}.`, population: FINISHED, unit: 'seconds' },
  grossP95Seconds: { title: 'Thời gian, p95', meaning: `${GROSS}: ${P95}.`, population: FINISHED, unit: 'seconds' },
  netMedianSeconds: { title: 'Giờ làm việc, trung vị', meaning: `${NET}: ${MEDIAN}.`, population: FINISHED, unit: 'seconds' },
  netP95Seconds: { title: 'Giờ làm việc, p95', meaning: `${NET}: ${P95}.`, population: FINISHED, unit: 'seconds' },
};
