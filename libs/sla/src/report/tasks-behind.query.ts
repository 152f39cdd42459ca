import type { Page } from '#foundation';
import { forecastDeadlines } from '../forecast/forecast-open-deadlines.query.js';
import { COUNTS_FORECAST, foretold, isForecast, refuseOtherPeriods } from './read-forecasts.js';
import { type PageAsked, pageOfOpenTasks, readTasksBehind, type TaskBehind } from './read-tasks-behind.js';
import type { TasksBehindRequest } from './report-request.js';
import type { CountedForecast } from './report.js';
import type { ReportTools } from './sla-report.query.js';

/** Open tasks that are foretold at a time, while those are looked for that a figure counts. */
const FORETOLD_AT_ONCE = 2_000;

/**
 * The tasks behind a figure of a report, or of one of its lines, of the same period and filters: as many as it says.
 * Finished ones by their end, open ones by their deadline, without one by their creation; the earliest first.
 * @throws BadCursorError
 * @throws ForecastOfOtherPeriodError
 */
export function listTasksBehind(
  tools: ReportTools,
  { figure, limit, after, ...asked }: TasksBehindRequest & PageAsked,
): Promise<Page<TaskBehind>> {
  return isForecast(figure)
    ? listForetold(tools, figure, asked, { limit, after })
    : tools.database.transaction((tx) => readTasksBehind(tx, tools.zone, { ...asked, figure }, { limit, after }));
}

/** Goes through what is open and not yet due, and keeps what the figure counts. */
function listForetold(
  { database, calendars, zone }: ReportTools,
  figure: CountedForecast,
  asked: Omit<TasksBehindRequest, 'figure'>,
  { limit, after: first }: PageAsked,
): Promise<Page<TaskBehind>> {
  return database.transaction(async (tx) => {
    refuseOtherPeriods(asked, tx.now);
    const found: TaskBehind[] = [];
    let after: string | null | undefined = first;
    do {
      const open: Page<TaskBehind> = await readTasksBehind(tx, zone, { ...asked, figure: 'openNotDue' }, { limit: FORETOLD_AT_ONCE, after });
      const entries = await forecastDeadlines({ database: tx, calendars }, open.items.map(({ taskId }) => taskId), tx.now);
      for (const task of open.items) {
        const forecast = entries.get(task.taskId);
        if (forecast === undefined || !COUNTS_FORECAST[figure](forecast)) continue;
        found.push({ ...task, forecast: foretold(forecast) });
      }
      after = open.next ?? undefined;
    } while (after !== undefined && found.length <= limit);
    return pageOfOpenTasks(found, limit);
  });
}
