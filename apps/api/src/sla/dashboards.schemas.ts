import { DUE_CALENDAR_DEFINITIONS, dueCalendarRequestSchema, dueOnRequestSchema, FLOW_DEFINITIONS, HEAT_MAP_DEFINITIONS } from '#sla';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

/** Beside the figures: what each counts. */
const definitions = z.record(z.string(), z.string()).describe('Mỗi số liệu đếm gì.');
const dayOfOffice = {
  date: z.iso.date().describe('Ngày theo giờ của cơ quan.'),
  working: z.boolean().describe('Ngày làm việc.'),
  dayOff: z.string().nullable().describe('Vì sao nghỉ; null: ngày làm việc.'),
};

export const heatMapAnswer = z
  .object({
    definitionId: z.uuid(),
    process: z.string(),
    version: z.int(),
    from: instant,
    to: instant,
    asOf: instant,
    elements: z
      .array(
        z.object({
          elementId: z.string().describe('Mã phần tử trong tệp BPMN.'),
          elementType: z.string(),
          name: z.string().nullable(),
          finished: z.int().describe(HEAT_MAP_DEFINITIONS.finished),
          cancelled: z.int().describe(HEAT_MAP_DEFINITIONS.cancelled),
          medianSeconds: z.int().nullable().describe(HEAT_MAP_DEFINITIONS.medianSeconds),
          p95Seconds: z.int().nullable().describe(HEAT_MAP_DEFINITIONS.p95Seconds),
          netMedianSeconds: z.int().nullable().describe(HEAT_MAP_DEFINITIONS.netMedianSeconds),
          netP95Seconds: z.int().nullable().describe(HEAT_MAP_DEFINITIONS.netP95Seconds),
          openNow: z.int().describe(HEAT_MAP_DEFINITIONS.openNow),
          overdueNow: z.int().describe(HEAT_MAP_DEFINITIONS.overdueNow),
        }),
      )
      .readonly(),
    definitions,
  })
  .meta({ id: 'HeatMap' });

export const flowAnswer = z
  .object({
    month: z.string(),
    asOf: instant,
    days: z
      .array(
        z.object({
          ...dayOfOffice,
          received: z.int().describe(FLOW_DEFINITIONS.received),
          finished: z.int().describe(FLOW_DEFINITIONS.finished),
          open: z.int().describe(FLOW_DEFINITIONS.open),
        }),
      )
      .readonly(),
    transitions: z
      .array(
        z.object({
          from: z.string().describe('Bước: <quy trình>/<phần tử BPMN>.'),
          fromLabel: z.string(),
          to: z.string().describe('Bước kế tiếp, hoặc `finished`, `waiting`.'),
          toLabel: z.string(),
          count: z.int().describe(FLOW_DEFINITIONS.transitions),
        }),
      )
      .readonly(),
    definitions,
  })
  .meta({ id: 'MonthlyFlow' });

export const dueCalendarAnswer = z
  .object({
    asOf: instant,
    days: z
      .array(
        z.object({
          ...dayOfOffice,
          tasks: z.int().describe(DUE_CALENDAR_DEFINITIONS.tasks),
          cases: z.int().describe(DUE_CALENDAR_DEFINITIONS.cases),
          overdue: z.int().describe(DUE_CALENDAR_DEFINITIONS.overdue),
        }),
      )
      .readonly(),
    definitions,
  })
  .meta({ id: 'DueCalendar' });

export const dueCalendarQuery = dueCalendarRequestSchema;

export const dueOnQuery = dueOnRequestSchema.safeExtend(pageQuery.shape);
export const duePage = pageOf(
  'DuePage',
  z.object({
    kind: z.enum(['task', 'case']),
    id: z.uuid(),
    label: z.string(),
    instanceId: z.uuid(),
    unit: z.string().nullable(),
    unitName: z.string().nullable(),
    person: z.string().nullable(),
    personName: z.string().nullable(),
    dueAt: instant,
    overdue: z.boolean(),
  }),
);
