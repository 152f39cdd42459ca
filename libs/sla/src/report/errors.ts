import { CongvanError } from '#foundation';
import type { ReportPeriod } from './report.js';

/** What was open at another time is not open now, and what becomes of it is known already. */
export class ForecastOfOtherPeriodError extends CongvanError {
  readonly code = 'sla.forecast-of-other-period';
  readonly kind = 'invalid';

  constructor({ from, to }: ReportPeriod, now: string) {
    super(`A forecast is of what is open now, ${now}, which is not between ${from} and ${to}. Ask for another period, or without withForecast.`);
  }
}
