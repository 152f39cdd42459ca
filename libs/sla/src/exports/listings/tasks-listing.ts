import type { Database } from '#database';
import { type AskForPage, type Listing, type ListingColumn, rowsOfAllPages } from '#tables';
import { PROBABILITY_MEANING } from '../../forecast/forecast-open-deadlines.query.js';
import { labelsOf } from '../../report/labels.js';
import { isForecast } from '../../report/read-forecasts.js';
import type { TaskBehind } from '../../report/read-tasks-behind.js';
import type { TasksBehindRequest } from '../../report/report-request.js';
import type { ReportTools } from '../../report/sla-report.query.js';

interface NamedTask extends TaskBehind {
  readonly processName: string;
  readonly stepName: string;
}

/** The tasks behind a figure, as a table; with what is foretold of each where the figure is of a forecast. */
export function tasksListing(
  { database, zone }: Pick<ReportTools, 'database' | 'zone'>,
  ask: AskForPage<TaskBehind>,
  figure?: TasksBehindRequest['figure'],
): Listing<NamedTask> {
  const columns = figure !== undefined && isForecast(figure) ? [...COLUMNS, ...FORECAST_COLUMNS] : COLUMNS;
  const askForNamed: AskForPage<NamedTask> = async (page) => {
    const { items, next } = await ask(page);
    return { items: await withNames(database, items), next };
  };
  return { title: 'Công việc trong báo cáo', columns, rows: rowsOfAllPages(askForNamed), zone };
}

async function withNames(database: Database, tasks: readonly TaskBehind[]): Promise<NamedTask[]> {
  const processName = await labelsOf(database, 'process', distinct(tasks.map(({ process }) => process)));
  const stepName = await labelsOf(database, 'step', distinct(tasks.map(({ step }) => step)));
  return tasks.map((task) => ({ ...task, processName: processName(task.process), stepName: stepName(task.step) }));
}

function distinct(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}

const COLUMNS: readonly ListingColumn<NamedTask>[] = [
  { title: 'Công việc', kind: 'text', width: 36, of: ({ taskName }) => taskName },
  { title: 'Quy trình', kind: 'text', width: 34, of: ({ processName }) => processName },
  { title: 'Bước', kind: 'text', width: 34, of: ({ stepName }) => stepName },
  { title: 'Đơn vị', kind: 'text', width: 30, of: ({ unit, unitName }) => unitName ?? unit },
  { title: 'Người xử lý', kind: 'text', width: 24, of: ({ person, personName }) => personName ?? person },
  { title: 'Số đến', kind: 'number', width: 10, of: ({ document }) => document && document.arrivalNumber },
  { title: 'Năm', kind: 'number', width: 8, of: ({ document }) => document && document.arrivalYear },
  { title: 'Trích yếu', kind: 'text', width: 50, of: ({ document }) => document && document.subject },
  { title: 'Giao lúc', kind: 'instant', width: 17, of: ({ createdAt }) => createdAt },
  { title: 'Hạn xử lý', kind: 'instant', width: 17, of: ({ dueAt }) => dueAt },
  { title: 'Xong lúc', kind: 'instant', width: 17, of: ({ endedAt }) => endedAt },
  { title: 'Thời gian', kind: 'seconds', width: 12, of: ({ grossSeconds }) => grossSeconds },
  { title: 'Giờ làm việc', kind: 'seconds', width: 12, of: ({ netSeconds }) => netSeconds },
  { title: 'Mã hồ sơ', kind: 'text', width: 38, of: ({ instanceId }) => instanceId },
];

const FORECAST_COLUMNS: readonly ListingColumn<NamedTask>[] = [
  { title: 'Xác suất trễ', meaning: PROBABILITY_MEANING, kind: 'ratio', width: 12, of: ({ forecast }) => forecast!.probability },
  { title: 'Cận dưới', kind: 'ratio', width: 12, of: ({ forecast }) => forecast!.low },
  { title: 'Cận trên', kind: 'ratio', width: 12, of: ({ forecast }) => forecast!.high },
  { title: 'Dự báo dựa trên', kind: 'text', width: 60, of: ({ forecast }) => forecast!.basis },
];
