import {
  AGEING_DEFINITIONS,
  CELL_DIMENSIONS,
  DIMENSIONS,
  OBLIGATION_DEFINITIONS,
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
const definitions = <Name extends string>(of: Readonly<Record<Name, unknown>>) =>
  z.object(Object.fromEntries(Object.keys(of).map((name) => [name, z.string()])) as Record<Name, z.ZodString>);

const line = z.object({
  key: z.string().nullable().describe('Mã, tên đăng nhập, tên loại, độ khẩn, khóa hoặc tháng; null: công việc không có.'),
  label: z.string(),
  ...(Object.fromEntries(
    Object.entries(REPORT_DEFINITIONS).map(([name, { meaning }]) => [name, z.number().nullable().describe(meaning)]),
  ) as Record<keyof typeof REPORT_DEFINITIONS, z.ZodNullable<z.ZodNumber>>),
});
const part = z.object({ from: instant, to: instant, total: line, lines: z.array(line).readonly() });
const definition = z.object({ title: z.string(), meaning: z.string(), population: z.string(), unit: z.enum(['count', 'ratio', 'seconds']) });

export const reportAnswer = part
  .extend({
    asOf: instant,
    by: z.enum(DIMENSIONS),
    filters,
    previous: part.optional().describe('Kỳ trước.'),
    definitions: z.object(
      Object.fromEntries(Object.keys(REPORT_DEFINITIONS).map((name) => [name, definition])) as Record<
        keyof typeof REPORT_DEFINITIONS,
        typeof definition
      >,
    ),
  })
  .meta({ id: 'SlaReport' });

export const caseBehindPage = pageOf(
  'SlaCasePage',
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
  }),
);

const bands = Object.fromEntries(
  Object.entries(AGEING_DEFINITIONS).map(([name, meaning]) => [name, z.int().describe(meaning)]),
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
          finished: z.int().describe(SLOW_STEP_DEFINITIONS.finished),
          netSeconds: z.int().describe(SLOW_STEP_DEFINITIONS.netSeconds),
          share: z.number().nullable().describe(SLOW_STEP_DEFINITIONS.share),
          netMedianSeconds: z.int().nullable().describe(SLOW_STEP_DEFINITIONS.netMedianSeconds),
          taken: z.int().describe(SLOW_STEP_DEFINITIONS.taken),
          waitingShare: z.number().nullable().describe(SLOW_STEP_DEFINITIONS.waitingShare),
        }),
      )
      .readonly(),
    definitions: definitions(SLOW_STEP_DEFINITIONS),
  })
  .meta({ id: 'SlaSlowSteps' });

const obligationFigures = z.object({
  metOnTime: z.int().describe(OBLIGATION_DEFINITIONS.metOnTime),
  metLate: z.int().describe(OBLIGATION_DEFINITIONS.metLate),
  openNotDue: z.int().describe(OBLIGATION_DEFINITIONS.openNotDue),
  openOverdue: z.int().describe(OBLIGATION_DEFINITIONS.openOverdue),
});
const obligationsPart = z.object({
  total: obligationFigures,
  units: z.array(obligationFigures.extend({ unit: z.string().nullable(), unitName: z.string().nullable() })).readonly(),
});

export const obligationsAnswer = z
  .object({
    asOf: instant,
    period: z.object({ from: z.string(), to: z.string(), unit: z.string().optional() }),
    owed: obligationsPart.describe(OBLIGATION_DEFINITIONS.owed),
    owing: obligationsPart.describe(OBLIGATION_DEFINITIONS.owing),
    deadlines: obligationsPart.describe(OBLIGATION_DEFINITIONS.deadlines),
    definitions: definitions(OBLIGATION_DEFINITIONS),
  })
  .meta({ id: 'SlaObligations' });
