import type { EngineState } from '#engine';
import type { JsonObject } from '#foundation';
import { MOST_KEPT_BYTES, variableChanges } from './changes-of-step.js';

/** A state with these scopes, by key. */
const state = (scopes: Readonly<Record<number, JsonObject | undefined>>): EngineState => ({
  v: 1,
  next: 100,
  instances: Object.entries(scopes).map(([key, variables]) => ({ key: Number(key), element: `e${key}`, variables })),
});

describe('the changes of a step', () => {
  it('are all variables that an instance begins with, of whatever scope', () => {
    const after = state({ 1: { subject: 'V/v báo cáo' }, 2: undefined, 3: { unit: 'QLCN' } });
    expect(variableChanges(null, after)).toEqual([
      { key: 1, name: 'subject', value: 'V/v báo cáo' },
      { key: 3, name: 'unit', value: 'QLCN' },
    ]);
  });

  it('are those whose value is another one, however deep the difference lies', () => {
    const before = state({ 1: { same: { a: [1, { b: null }] }, other: { a: [1, { b: null }] } } });
    const after = state({ 1: { same: { a: [1, { b: null }] }, other: { a: [1, { b: 0 }] } } });
    expect(variableChanges(before, after)).toEqual([{ key: 1, name: 'other', value: { a: [1, { b: 0 }] } }]);
  });

  it('count a new name that holds null, and a name that every object has', () => {
    const after = state({ 1: { empty: null, constructor: 'x', ['__proto__']: {} } });
    expect(variableChanges(state({ 1: {} }), after)).toEqual([
      { key: 1, name: 'empty', value: null },
      { key: 1, name: 'constructor', value: 'x' },
      { key: 1, name: '__proto__', value: {} },
    ]);
  });

  it('are told apart by scope: a name that an inner one hides is not changed in the outer one', () => {
    const before = state({ 1: { unit: 'QLCN' } });
    expect(variableChanges(before, state({ 1: { unit: 'QLCN' }, 4: { unit: 'VP' } }))).toEqual([
      { key: 4, name: 'unit', value: 'VP' },
    ]);
  });

  it('are none where a scope has gone', () => {
    expect(variableChanges(state({ 1: {}, 4: { unit: 'VP' } }), state({ 1: {} }))).toEqual([]);
  });

  it('include what the last step has set, which the state has lost', () => {
    const ended = { subject: 'x', result: 'done' };
    expect(variableChanges(state({ 1: { subject: 'x' } }), state({}), ended)).toEqual([{ key: 1, name: 'result', value: 'done' }]);
    expect(variableChanges(null, state({}), ended)).toHaveLength(2);
  });

  it('keep a value up to the bound in bytes, and beyond it only its size', () => {
    const fits = 'ă'.repeat(MOST_KEPT_BYTES / 2 - 1);
    const after = state({ 1: { fits, tooLarge: `${fits}x` } });
    expect(variableChanges(null, after)).toEqual([
      { key: 1, name: 'fits', value: fits },
      { key: 1, name: 'tooLarge', omittedBytes: MOST_KEPT_BYTES + 1 },
    ]);
  });
});
