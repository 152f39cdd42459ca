export { SLA_DEFINITIONS, type SlaFigures } from './figures.js';
export { listOverdueCases, type OverdueCase, type OverdueCaseFilter, type OverdueHolder } from './overdue-cases.query.js';
export { type SlaPeriod, slaPeriodSchema } from './period.js';
export { READERS_OF_ALL_FIGURES } from './readers.js';
export { type SlaSummary, slaSummary, type UnitFigures } from './sla-summary.query.js';
