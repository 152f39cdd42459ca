export { dueCalendarRequestSchema, dueOnRequestSchema, flowRequestSchema, heatMapRequestSchema } from './dashboards/dashboard-request.js';
export { DUE_CALENDAR_DEFINITIONS, dueCalendar, type DueTools, listDueOn } from './dashboards/due-calendar.query.js';
export { HEAT_MAP_DEFINITIONS, heatMap } from './dashboards/heat-map.query.js';
export { FLOW_DEFINITIONS, monthlyFlow } from './dashboards/monthly-flow.query.js';
export { exportReport, REPORT_FORMATS, type ReportFormat } from './exports/export-report.js';
export { ageingListing } from './exports/listings/ageing-listing.js';
export { obligationsListing } from './exports/listings/obligations-listing.js';
export { overdueListing } from './exports/listings/overdue-listing.js';
export { slowStepsListing } from './exports/listings/slow-steps-listing.js';
export { tasksListing } from './exports/listings/tasks-listing.js';
export { SLA_DEFINITIONS } from './figures.js';
export { type Backtest, backtestForecast } from './forecast/backtest-forecast.query.js';
export type { CalibrationBand } from './forecast/calibration.js';
export { FORECAST_MEANING, forecastDeadlines, forecastOpenDeadlines, PROBABILITY_MEANING } from './forecast/forecast-open-deadlines.query.js';
export { listOverdueCases } from './overdue-cases.query.js';
export { type SlaPeriod, slaPeriodSchema } from './period.js';
export { READERS_OF_ALL_FIGURES } from './readers.js';
export { ageing, type Ageing, AGEING_DEFINITIONS, ageingRequestSchema } from './report/ageing.query.js';
export { listObligationsBehind, obligationsBehindSchema } from './report/obligations-behind.query.js';
export { obligationsReport, type ObligationsRequest, obligationsRequestSchema } from './report/obligations.query.js';
export { OBLIGATION_DEFINITIONS, OBLIGATION_FORECAST_DEFINITIONS, OBLIGATION_KINDS, OBLIGATION_MEANINGS } from './report/obligations.js';
export { FORECAST_DEFINITIONS, REPORT_DEFINITIONS } from './report/report-definitions.js';
export {
  type ReportRequest,
  reportRequestSchema,
  type TasksBehindRequest,
  tasksBehindSchema,
  type TasksOfPeriod,
  tasksOfPeriodSchema,
} from './report/report-request.js';
export { DIMENSIONS } from './report/report.js';
export { type ReportTools, slaReport } from './report/sla-report.query.js';
export { SLOW_STEP_DEFINITIONS, slowSteps } from './report/slow-steps.query.js';
export { listTasksBehind } from './report/tasks-behind.query.js';
export { listTasksOfAge, type TasksOfAgeRequest, tasksOfAgeSchema } from './report/tasks-of-age.query.js';
export { CELL_DIMENSIONS } from './roll-ups/cells.js';
export { foldChanges } from './roll-ups/fold-changes.command.js';
export { keepUncounted } from './roll-ups/keep-uncounted.js';
export { recomputeSla } from './roll-ups/recompute-sla.command.js';
export { rollUpUpkeep } from './roll-ups/roll-up-upkeep.js';
export type { ReportService } from './scheduled/report-service.js';
export { slaHandlers } from './sla-handlers.js';
export { slaSummary } from './sla-summary.query.js';
