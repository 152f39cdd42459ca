import type { Page, PageRequest } from '#foundation';
import { z } from 'zod';
import { unitCodeSchema } from '../period.js';
import { CELL_DIMENSIONS } from '../roll-ups/cells.js';
import { CountingCalendars } from '../roll-ups/counting-calendars.js';
import { AGE_BANDS, type AgeBand, bandOf, readDueDays } from './ageing.query.js';
import { readTasksBehind, type TaskBehind } from './read-tasks-behind.js';
import type { ReportTools } from './sla-report.query.js';
import type { UnitDay } from './tasks-behind-statement.js';

export const tasksOfAgeSchema = z.strictObject({
  band: z.enum(AGE_BANDS).describe('Mức quá hạn của báo cáo.'),
  by: z.enum(CELL_DIMENSIONS).optional().describe('Cùng với key: chỉ một dòng của báo cáo.'),
  key: z.string().min(1).max(400).optional().describe('Khóa của dòng; bỏ trống: dòng không có khóa.'),
  unit: unitCodeSchema.optional().describe('Mã đơn vị được giao việc.'),
});

export type TasksOfAgeRequest = z.output<typeof tasksOfAgeSchema>;

/** What is open now is what a report counts as open whose period never ends. */
const NEVER = '9999-12-31T00:00:00.000Z';

/** The tasks behind a band of the report on ageing, or of one of its lines: as many as it says, the earliest due first. @throws BadCursorError */
export function listTasksOfAge(
  { database, calendars, zone }: ReportTools,
  { band, limit, after, ...asked }: TasksOfAgeRequest & PageRequest,
): Promise<Page<TaskBehind>> {
  return database.transaction(async (tx) => {
    const daysOfBand = async (): Promise<UnitDay[]> => {
      const counting = await CountingCalendars.load(tx, calendars, []);
      const days = await readDueDays(tx, { by: 'unit', unit: asked.unit }, zone);
      return days.flatMap((day) => (day.date !== null && bandOf(day, tx.now, counting) === band ? [{ unit: day.unit, date: day.date }] : []));
    };
    const figure = figureOf(band);
    const dueDays = figure === 'openOverdue' ? await daysOfBand() : undefined;
    return readTasksBehind(tx, zone, { ...asked, from: tx.now, to: NEVER, figure, dueDays }, { limit, after });
  });
}

function figureOf(band: AgeBand) {
  if (band === 'withoutDeadline') return 'openWithoutDeadline';
  return band === 'notDue' ? 'openNotDue' : 'openOverdue';
}
