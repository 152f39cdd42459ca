import type { Page, PageRequest } from '#foundation';
import { forecastDeadlines } from '../forecast/forecast-open-deadlines.query.js';
import { COUNTS_FORECAST, findForecast, forecastFieldsOf, isForecast, refuseOtherPeriods } from './read-forecasts.js';
import { pageOfOpenTasks, readTasksBehind, type TaskBehind } from './read-tasks-behind.js';
import type { TasksBehindRequest } from './report-request.js';
import type { CountedForecast } from './report.js';
import type { ReportTools } from './sla-report.query.js';

/**
 * The tasks behind a figure of a report, or of one of its lines, of the same period and filters: as many as it says.
 * Finished ones by their end, open ones by their deadline, without one by their creation; the earliest first.
 * @throws BadCursorError
 * @throws ForecastOfOtherPeriodError
 */
export function listTasksBehind(
  tools: ReportTools,
  { figure, limit, after, ...asked }: TasksBehindRequest & PageRequest,
): Promise<Page<TaskBehind>> {
  return isForecast(figure)
    ? listForecast(tools, figure, asked, { limit, after })
    : tools.database.transaction((tx) => readTasksBehind(tx, tools.zone, { ...asked, figure }, { limit, after }));
}

function listForecast(
  { database, calendars, zone }: ReportTools,
  figure: CountedForecast,
  asked: Omit<TasksBehindRequest, 'figure'>,
  page: PageRequest,
): Promise<Page<TaskBehind>> {
  return database.transaction(async (tx) => {
    refuseOtherPeriods(asked, tx.now);
    const found = await findForecast(
      (open) => readTasksBehind(tx, zone, { ...asked, figure: 'openNotDue' }, open),
      async (open) => {
        const entries = await forecastDeadlines({ database: tx, calendars }, open.map(({ taskId }) => taskId), tx.now);
        return open.flatMap((task) => {
          const entry = entries.get(task.taskId);
          return entry !== undefined && COUNTS_FORECAST[figure](entry) ? [{ ...task, forecast: forecastFieldsOf(entry) }] : [];
        });
      },
      page,
    );
    return pageOfOpenTasks(found, page.limit);
  });
}
