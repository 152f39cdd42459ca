import { ResultMappingError } from '../errors.js';
import { mapDecisionResult, type ResultMapping } from './map-decision-result.js';

const none = { outputs: [], matchedRules: [] };
const one = { outputs: [{ days: 15 }], matchedRules: ['r1'] };
const wide = { outputs: [{ days: 15, unit: 'VP' }], matchedRules: ['r1'] };
const two = { outputs: [{ days: 15 }, { days: 3 }], matchedRules: ['r1', 'r2'] };

describe('mapDecisionResult', () => {
  it.each<[ResultMapping, unknown, unknown]>([
    ['singleEntry', null, 15],
    ['singleResult', null, { days: 15 }],
    ['collectEntries', [], [15]],
    ['resultList', [], [{ days: 15 }]],
  ])('%s of no row is %j, of one row with one output %j', (mapping, ofNone, ofOne) => {
    expect(mapDecisionResult(none, mapping)).toEqual(ofNone);
    expect(mapDecisionResult(one, mapping)).toEqual(ofOne);
  });

  it('takes several rows as lists only', () => {
    expect(mapDecisionResult(two, 'collectEntries')).toEqual([15, 3]);
    expect(mapDecisionResult(two, 'resultList')).toEqual([{ days: 15 }, { days: 3 }]);
    expect(() => mapDecisionResult(two, 'singleEntry')).toThrow(ResultMappingError);
    expect(() => mapDecisionResult(two, 'singleResult')).toThrow('it has 2 rows instead of one');
  });

  it('takes several outputs as objects only', () => {
    expect(mapDecisionResult(wide, 'singleResult')).toEqual({ days: 15, unit: 'VP' });
    expect(() => mapDecisionResult(wide, 'singleEntry')).toThrow('several outputs (days, unit)');
    expect(() => mapDecisionResult(wide, 'collectEntries')).toThrow(ResultMappingError);
  });
});
