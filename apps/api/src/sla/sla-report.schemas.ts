import {
  AGEING_DEFINITIONS,
  CELL_DIMENSIONS,
  DIMENSIONS,
  FORECAST_DEFINITIONS,
  OBLIGATION_DEFINITIONS,
  OBLIGATION_FORECAST_DEFINITIONS,
  OBLIGATION_KINDS,
  OBLIGATION_MEANINGS,
  PROBABILITY_MEANING,
  REPORT_DEFINITIONS,
  SLOW_STEP_DEFINITIONS,
} from '#sla';
import { z } from 'zod';
import { instant, pageOf } from '../paging.js';

const filters = z.object(
  Object.fromEntries(CELL_DIMENSIONS.map((name) => [name, z.string().optional()])) as Record<
    (typeof CELL_DIMENSIONS)[number],
    z.ZodOptional<z.ZodString>
  >,
);
const definition = z.object({ title: z.string(), meaning: z.string(), population: z.string(), unit: z.enum(['count', 'expected', 'ratio', 'seconds']) });
const definitions = <Name extends string>(of: Readonly<Record<Name, unknown>>) =>
  z.object(Object.fromEntries(Object.keys(of).map((name) => [name, definition])) as Record<Name, typeof definition>);

const forecastOf = (of: typeof FORECAST_DEFINITIONS) =>
  z.object({
    openForetold: z.int().describe(of.openForetold.meaning),
    openAtRisk: z.int().describe(of.openAtRisk.meaning),
    expectedMisses: z.number().nullable().describe(of.expectedMisses.meaning),
    expectedMissesLow: z.number().nullable().describe(of.expectedMissesLow.meaning),
    expectedMissesHigh: z.number().nullable().describe(of.expectedMissesHigh.meaning),
    openNotForetold: z.int().describe(of.openNotForetold.meaning),
  });
const share = z.number().min(0).max(1).nullable();
const foretold = z.object({
  probability: share.describe(PROBABILITY_MEANING),
  low: share,
  high: share,
  longerThanAll: z.boolean().describe('Bước đang mở đã kéo dài lâu hơn mọi lần trước.'),
  basis: z.string().describe('Dự báo dựa trên gì, hoặc vì sao không dự báo.'),
});
const line = z.object({
  key: z.string().nullable().describe('Mã, tên đăng nhập, tên loại, độ khẩn, khóa hoặc tháng; null: công việc không có.'),
  label: z.string(),
  forecast: forecastOf(FORECAST_DEFINITIONS).optional().describe('Chỉ khi hỏi withForecast: dự báo về các công việc của openNotDue.'),
  ...(Object.fromEntries(
    Object.entries(REPORT_DEFINITIONS).map(([name, { meaning }]) => [name, z.number().nullable().describe(meaning)]),
  ) as Record<keyof typeof REPORT_DEFINITIONS, z.ZodNullable<z.ZodNumber>>),
});
const part = z.object({ from: instant, to: instant, total: line, lines: z.array(line).readonly() });

export const reportAnswer = part
  .extend({
    asOf: instant,
    by: z.enum(DIMENSIONS),
    filters,
    previous: part.optional().describe('Kỳ trước.'),
    definitions: definitions(REPORT_DEFINITIONS),
    forecastDefinitions: definitions(FORECAST_DEFINITIONS).optional().describe('Mỗi số liệu của dự báo đếm gì.'),
  })
  .meta({ id: 'SlaReport' });

export const taskBehindPage = pageOf(
  'SlaTaskPage',
  z.object({
    taskId: z.uuid(),
    taskName: z.string(),
    instanceId: z.uuid().describe('Của cả hồ sơ.'),
    process: z.string(),
    step: z.string(),
    unit: z.string().nullable(),
    unitName: z.string().nullable(),
    person: z.string().nullable(),
    personName: z.string().nullable(),
    createdAt: instant,
    dueAt: instant.nullable(),
    endedAt: instant.nullable(),
    grossSeconds: z.int().nullable(),
    netSeconds: z.int().nullable().describe('Thời gian làm việc trừ tạm dừng; null khi chưa xong hoặc vừa mới xong.'),
    document: z.object({ id: z.uuid(), arrivalNumber: z.int(), arrivalYear: z.int(), subject: z.string() }).nullable(),
    forecast: foretold.optional().describe('Chỉ với số liệu của dự báo.'),
  }),
);

const bands = Object.fromEntries(
  Object.entries(AGEING_DEFINITIONS).map(([name, { meaning }]) => [name, z.int().describe(meaning)]),
) as Record<keyof typeof AGEING_DEFINITIONS, z.ZodInt>;
const ageingLine = z.object({ key: z.string().nullable(), label: z.string(), ...bands });

export const ageingAnswer = z
  .object({
    asOf: instant,
    by: z.enum(CELL_DIMENSIONS),
    total: ageingLine,
    lines: z.array(ageingLine).readonly(),
    definitions: definitions(AGEING_DEFINITIONS),
  })
  .meta({ id: 'SlaAgeing' });

export const slowStepsAnswer = z
  .object({
    from: instant,
    to: instant,
    filters,
    steps: z
      .array(
        z.object({
          step: z.string(),
          label: z.string(),
          finished: z.int().describe(SLOW_STEP_DEFINITIONS.finished.meaning),
          netSeconds: z.int().describe(SLOW_STEP_DEFINITIONS.netSeconds.meaning),
          share: z.number().nullable().describe(SLOW_STEP_DEFINITIONS.share.meaning),
          netMedianSeconds: z.int().nullable().describe(SLOW_STEP_DEFINITIONS.netMedianSeconds.meaning),
          taken: z.int().describe(SLOW_STEP_DEFINITIONS.taken.meaning),
          waitingShare: z.number().nullable().describe(SLOW_STEP_DEFINITIONS.waitingShare.meaning),
        }),
      )
      .readonly(),
    definitions: definitions(SLOW_STEP_DEFINITIONS),
  })
  .meta({ id: 'SlaSlowSteps' });

const obligationFigures = z.object({
  onTime: z.int().describe(OBLIGATION_DEFINITIONS.onTime.meaning),
  late: z.int().describe(OBLIGATION_DEFINITIONS.late.meaning),
  openNotDue: z.int().describe(OBLIGATION_DEFINITIONS.openNotDue.meaning),
  openOverdue: z.int().describe(OBLIGATION_DEFINITIONS.openOverdue.meaning),
  cancelledOverdue: z.int().describe(OBLIGATION_DEFINITIONS.cancelledOverdue.meaning),
  extended: z.int().describe(OBLIGATION_DEFINITIONS.extended.meaning),
  extendedLate: z.int().describe(OBLIGATION_DEFINITIONS.extendedLate.meaning),
  grossMedianSeconds: z.int().nullable().describe(OBLIGATION_DEFINITIONS.grossMedianSeconds.meaning),
  grossP95Seconds: z.int().nullable().describe(OBLIGATION_DEFINITIONS.grossP95Seconds.meaning),
  netMedianSeconds: z.int().nullable().describe(OBLIGATION_DEFINITIONS.netMedianSeconds.meaning),
  netP95Seconds: z.int().nullable().describe(OBLIGATION_DEFINITIONS.netP95Seconds.meaning),
  forecast: forecastOf(OBLIGATION_FORECAST_DEFINITIONS).optional().describe('Chỉ khi hỏi withForecast: dự báo về openNotDue.'),
});
const obligationsPart = z.object({
  total: obligationFigures,
  units: z.array(obligationFigures.extend({ unit: z.string().nullable(), unitName: z.string().nullable() })).readonly(),
});

export const obligationsAnswer = z
  .object({
    asOf: instant,
    period: z.object({ from: z.string(), to: z.string(), unit: z.string().optional() }),
    replies: obligationsPart.describe(OBLIGATION_MEANINGS.replies),
    contributions: obligationsPart.describe(OBLIGATION_MEANINGS.contributions),
    deadlines: obligationsPart.describe(OBLIGATION_MEANINGS.deadlines),
    meanings: z.object({ replies: z.string(), contributions: z.string(), deadlines: z.string() }).describe('Mỗi loại nghĩa vụ là gì.'),
    definitions: definitions(OBLIGATION_DEFINITIONS),
    forecastDefinitions: definitions(OBLIGATION_FORECAST_DEFINITIONS).optional().describe('Mỗi số liệu của dự báo đếm gì.'),
  })
  .meta({ id: 'SlaObligations' });

export const obligationBehindPage = pageOf(
  'SlaObligationPage',
  z.object({
    kind: z.enum(OBLIGATION_KINDS),
    id: z.uuid().describe('Của nghĩa vụ trả lời (cả với ý kiến phối hợp), hoặc của thời hạn.'),
    label: z.string().describe('Trích yếu văn bản, hoặc tên thời hạn.'),
    unit: z.string().nullable(),
    unitName: z.string().nullable(),
    instanceId: z.uuid(),
    startedAt: instant,
    dueAt: instant,
    endedAt: instant.nullable().describe('null: chưa xong, hoặc ý kiến không được gửi.'),
    deadlineId: z.uuid().nullable().describe('Trong sổ thời hạn (kind=case); null: không có trong sổ.'),
    forecast: foretold.nullable().optional().describe('Chỉ với số liệu của dự báo; null: không có trong sổ thời hạn.'),
  }),
);
