import { wilsonInterval } from './estimate-miss.js';

/** What was foretold of a deadline at some instant, and what became of it. */
export interface Prediction {
  /** Null: there was not enough data. */
  readonly probability: number | null;
  /** What somebody would have said who knows only how many deadlines of the process are missed. */
  readonly baseRate: number;
  readonly missed: boolean;
}

/** The predictions from `from` up to below `to` (the last band: up to and with 1). */
export interface CalibrationBand {
  readonly from: number;
  readonly to: number;
  readonly predictions: number;
  /** Mean of what was foretold; null where nothing was. */
  readonly predicted: number | null;
  /** Share that was missed, with its Wilson interval (95 %). Close to `predicted`: the forecasts mean what they say. */
  readonly observed: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Calibration {
  readonly predictions: number;
  readonly withoutEnoughData: number;
  /** Mean squared error of the probabilities; 0 is perfect. Null: nothing was foretold. */
  readonly brier: number | null;
  /** The same error of saying the base rate for each of the same deadlines: forecasts must be below it to be of use. */
  readonly brierOfBaseRate: number | null;
  readonly bands: readonly CalibrationBand[];
}

const EDGES = [0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1];

export function calibrate(all: readonly Prediction[]): Calibration {
  const made = all.flatMap(({ probability, ...rest }) => (probability === null ? [] : [{ ...rest, probability }]));
  const error = (said: (one: (typeof made)[number]) => number) =>
    meanOf(made.map((one) => (said(one) - (one.missed ? 1 : 0)) ** 2));
  const bands = EDGES.slice(1).map((to, index): CalibrationBand => {
    const from = EDGES[index]!;
    const within = made.filter(({ probability }) => probability >= from && (probability < to || to === 1));
    const missed = within.filter((one) => one.missed).length;
    return {
      from,
      to,
      predictions: within.length,
      predicted: meanOf(within.map(({ probability }) => probability)),
      observed: within.length === 0 ? null : missed / within.length,
      ...(within.length === 0 ? { low: null, high: null } : wilsonInterval(missed, within.length)),
    };
  });
  return {
    predictions: made.length,
    withoutEnoughData: all.length - made.length,
    brier: error(({ probability }) => probability),
    brierOfBaseRate: error(({ baseRate }) => baseRate),
    bands,
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
