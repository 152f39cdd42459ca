import type { Listing } from '#tables';
import { SLOW_STEP_DEFINITIONS, type SlowStep, type SlowSteps } from '../../report/slow-steps.query.js';
import { figureColumns } from './figure-columns.js';

/** Where the working time went, as a table. @param zone IANA zone of the office */
export function slowStepsListing({ steps }: SlowSteps, zone: string): Listing<SlowStep> {
  return {
    title: 'Thời gian theo bước xử lý',
    columns: [
      { title: 'Mã', kind: 'text', width: 34, of: ({ step }) => step },
      { title: 'Bước xử lý', kind: 'text', width: 40, of: ({ label }) => label },
      ...figureColumns(SLOW_STEP_DEFINITIONS, (step: SlowStep, figure) => step[figure]),
    ],
    rows: steps,
    zone,
  };
}
