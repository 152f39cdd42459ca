import { LEAST_RUNS } from '../forecast/estimate-miss.js';
import { PROBABILITY_MEANING } from '../forecast/forecast-open-deadlines.query.js';
import type { FigureDefinition, ForecastFigure, ReportFigure } from './report.js';

const UNIT =
  'Tính cho đơn vị được giao việc; việc giao cho lãnh đạo, văn thư hay đích danh một người tính cho đơn vị của chức vụ mà người ấy giữ khi làm.';
const FINISHED =
  'Công việc do người thực hiện đã hoàn thành trong kỳ (theo thời điểm hoàn thành), kể cả của hồ sơ về sau bị hủy. ' +
  `Công việc bị rút lại trước khi xong không tính. ${UNIT}`;
const FINISHED_WITH_DEADLINE = `${FINISHED} Chỉ công việc có hạn xử lý.`;
const OPEN =
  'Công việc được giao trước khi hết kỳ và chưa xong tại thời điểm xem xét: lúc lập báo cáo, hoặc lúc hết kỳ nếu kỳ đã qua. ' +
  `Báo cáo theo tháng xếp vào tháng được giao. ${UNIT}`;

const MEDIAN = 'một nửa số công việc mất không quá chừng này';
const P95 = '95 % số công việc mất không quá chừng này';
const GROSS = 'Thời gian theo đồng hồ từ lúc giao đến lúc xong';
const NET =
  'Thời gian làm việc từ lúc giao đến lúc xong, trừ các khoảng tạm dừng thời hạn; theo phiên bản lịch làm việc của đơn vị ' +
  'đang có hiệu lực khi công việc được tính lần đầu';

/** What each figure says, in the words that stand beside it. The function `sla_task` of the database says which task belongs to which unit. */
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
  finishedExtended: {
    title: 'Xong, đã gia hạn',
    meaning:
      'Số công việc hoàn thành mà hạn xử lý được gia hạn trong lúc đang làm, riêng công việc hoặc cùng hạn của hồ sơ. ' +
      'Đúng hạn hay trễ tính theo hạn sau khi gia hạn.',
    population: FINISHED,
    unit: 'count',
  },
  finishedExtendedLate: {
    title: 'Gia hạn khi đã quá hạn',
    meaning: 'Số công việc hoàn thành mà hạn xử lý được gia hạn sau khi đã qua.',
    population: FINISHED,
    unit: 'count',
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

/** What each figure of a forecast says, of whatever is open. @param notDue which of it the forecast is about, a sentence */
export function forecastDefinitionsOf(what: string, notDue: string): Readonly<Record<ForecastFigure, FigureDefinition>> {
  const foretold = `${notDue} Chỉ ${what} có dự báo.`;
  const bound =
    `của khoảng tin cậy 95 % của xác suất trễ hạn từng ${what}, cộng lại. Khoảng này cho biết ước tính chắc đến đâu với số lần trước đã có, ` +
    'không phải mức dao động ngẫu nhiên của số sẽ trễ';
  return {
    openForetold: { title: 'Có dự báo', meaning: `Số ${what} có xác suất trễ hạn. ${PROBABILITY_MEANING}`, population: notDue, unit: 'count' },
    openAtRisk: { title: 'Nguy cơ trễ', meaning: `Số ${what} có xác suất trễ hạn từ 50 % trở lên.`, population: foretold, unit: 'count' },
    expectedMisses: {
      title: 'Ước tính sẽ trễ',
      meaning: `Tổng các xác suất trễ hạn: số ${what} sẽ trễ, tính trung bình; để trống khi không có dự báo nào.`,
      population: foretold,
      unit: 'expected',
    },
    expectedMissesLow: { title: 'Sẽ trễ, cận dưới', meaning: `Cận dưới ${bound}.`, population: foretold, unit: 'expected' },
    expectedMissesHigh: { title: 'Sẽ trễ, cận trên', meaning: `Cận trên ${bound}.`, population: foretold, unit: 'expected' },
    openNotForetold: {
      title: 'Chưa đủ dữ liệu',
      meaning:
        `Số ${what} không có dự báo: không có bước nào đang chờ người làm, hoặc có dưới ${LEAST_RUNS} lần trước để so sánh, ` +
        'kể cả khi bước đã kéo dài lâu hơn mọi lần trước. Không nằm trong các ước tính.',
      population: notDue,
      unit: 'count',
    },
  };
}

export const FORECAST_DEFINITIONS = forecastDefinitionsOf(
  'công việc',
  'Công việc được giao trước khi hết kỳ, có hạn xử lý, chưa xong và chưa đến hạn lúc lập báo cáo. Báo cáo theo tháng xếp vào tháng được giao.',
);
