export {
  type DueCalendarRequest,
  dueCalendarRequestSchema,
  type DueOnRequest,
  dueOnRequestSchema,
  type FlowRequest,
  flowRequestSchema,
  type HeatMapRequest,
  heatMapRequestSchema,
} from './dashboards/dashboard-request.js';
export type { DayOfOffice } from './dashboards/day-of-office.js';
export {
  DUE_CALENDAR_DEFINITIONS,
  dueCalendar,
  type DueCalendar,
  type DueDay,
  type DueEntry,
  type DueTools,
  listDueOn,
} from './dashboards/due-calendar.query.js';
export { type ElementHeat, HEAT_MAP_DEFINITIONS, heatMap, type HeatMap } from './dashboards/heat-map.query.js';
export {
  FLOW_DEFINITIONS,
  type FlowDay,
  type FlowTools,
  type MonthlyFlow,
  monthlyFlow,
  type Transition,
} from './dashboards/monthly-flow.query.js';
export { casesListing, overdueListing } from './exports/cases-listing.js';
export {
  exportListing,
  type ExportedListing,
  type Listing,
  LISTING_FORMATS,
  type ListingColumn,
  type ListingFormat,
  rowsOfAllPages,
} from './exports/export-listing.js';
export { type ExportedFile, exportReport, REPORT_FORMATS, type ReportFormat } from './exports/export-report.js';
export type { Letterhead } from './exports/report-layout.js';
export { SLA_DEFINITIONS, type SlaFigures } from './figures.js';
export { type Backtest, backtestForecast, type BacktestPeriod } from './forecast/backtest-forecast.query.js';
export type { Calibration, CalibrationBand } from './forecast/calibration.js';
export {
  FORECAST_MEANING,
  type ForecastEntry,
  type ForecastFilter,
  forecastOpenDeadlines,
  type ForecastPage,
  type ForecastTools,
} from './forecast/forecast-open-deadlines.query.js';
export { listOverdueCases, type OverdueCase, type OverdueCaseFilter, type OverdueHolder } from './overdue-cases.query.js';
export { type SlaPeriod, slaPeriodSchema } from './period.js';
export { READERS_OF_ALL_FIGURES } from './readers.js';
export {
  type AgeBand,
  ageing,
  type Ageing,
  AGEING_DEFINITIONS,
  type AgeingLine,
  type AgeingRequest,
  ageingRequestSchema,
} from './report/ageing.query.js';
export { type CaseBehind, type CasesBehindTools, listCasesBehind } from './report/cases-behind.query.js';
export {
  OBLIGATION_DEFINITIONS,
  type ObligationFigures,
  type ObligationsOfUnit,
  type ObligationsPart,
  obligationsReport,
  type ObligationsReport,
} from './report/obligations.query.js';
export { REPORT_DEFINITIONS } from './report/report-definitions.js';
export {
  type CasesBehindRequest,
  casesBehindSchema,
  type ReportRequest,
  reportRequestSchema,
  type TasksOfPeriod,
  tasksOfPeriodSchema,
} from './report/report-request.js';
export {
  COUNTED_FIGURES,
  type CountedFigure,
  type Dimension,
  DIMENSIONS,
  type FigureDefinition,
  REPORT_FIGURES,
  type ReportFigure,
  type ReportFilters,
  type ReportLine,
  type ReportPart,
  type ReportPeriod,
  type SlaReport,
} from './report/report.js';
export { type ReportTools, slaReport } from './report/sla-report.query.js';
export { SLOW_STEP_DEFINITIONS, type SlowStep, slowSteps, type SlowSteps } from './report/slow-steps.query.js';
export { CELL_DIMENSIONS, type CellDimension } from './roll-ups/cells.js';
export { foldChanges, type FoldChangesInput } from './roll-ups/fold-changes.command.js';
export {
  type Difference,
  type Recomputation,
  recomputeSla,
  type RecomputeSlaInput,
} from './roll-ups/recompute-sla.command.js';
export { type RollUpTools, RollUpUpkeep } from './roll-ups/roll-up-upkeep.js';
export type { ReportMail, ReportService } from './scheduled/report-service.js';
export { slaHandlers } from './sla-handlers.js';
export { type SlaSummary, slaSummary, type UnitFigures } from './sla-summary.query.js';
