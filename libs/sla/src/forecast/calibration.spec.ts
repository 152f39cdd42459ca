import { SeededRandom } from '../../../../test/support/seeded-random.js';
import { calibrate, type Prediction } from './calibration.js';

const foretold = (probability: number | null, missed: boolean, baseRate = 0.5): Prediction => ({
  probability,
  baseRate,
  missed,
});

describe('The calibration of forecasts', () => {
  it('compares what was foretold with what became of it, band by band', () => {
    const predictions = [
      foretold(0.02, false),
      foretold(0.04, false),
      foretold(0.3, false),
      foretold(0.3, true),
      foretold(1, true),
      foretold(0.95, true),
    ];
    const { bands } = calibrate(predictions);
    const filled = bands.filter((band) => band.predictions > 0);
    expect(filled.map(({ from, to, predictions: count, observed }) => [from, to, count, observed])).toEqual([
      [0, 0.05, 2, 0],
      [0.2, 0.4, 2, 0.5],
      [0.95, 1, 2, 1],
    ]);
    expect(filled[0]!.predicted).toBeCloseTo(0.03, 10);
    expect(bands.reduce((sum, band) => sum + band.predictions, 0)).toBe(6);
  });

  it('has the Brier score beside that of the base rate, over the same deadlines', () => {
    const result = calibrate([foretold(0.8, true, 0.6), foretold(0.1, false, 0.6), foretold(null, true, 0.6)]);
    expect(result.brier).toBeCloseTo((0.2 ** 2 + 0.1 ** 2) / 2, 10);
    expect(result.brierOfBaseRate).toBeCloseTo((0.4 ** 2 + 0.6 ** 2) / 2, 10);
    expect(result).toMatchObject({ predictions: 2, withoutEnoughData: 1 });
  });

  it('has no scores where nothing was foretold', () => {
    expect(calibrate([foretold(null, true)])).toMatchObject({
      predictions: 0,
      withoutEnoughData: 1,
      brier: null,
      brierOfBaseRate: null,
    });
  });

  it('finds forecasts good that say how things are', () => {
    const random = new SeededRandom(7);
    const honest = Array.from({ length: 4_000 }, () => {
      const probability = random.next();
      return foretold(probability, random.chance(probability));
    });
    const { bands, brier, brierOfBaseRate } = calibrate(honest);
    for (const { predicted, low, high } of bands.filter((band) => band.predictions > 100)) {
      expect(predicted! > low! - 0.02 && predicted! < high! + 0.02).toBe(true);
    }
    expect(brier!).toBeLessThan(brierOfBaseRate!);
  });
});
