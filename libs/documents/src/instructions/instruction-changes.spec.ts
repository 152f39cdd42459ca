import { changesOf } from './instruction-changes.js';

const lead = (unit: string, dueAt: string | null = null) => ({ unit, role: 'lead' as const, dueAt });
const helps = (unit: string, dueAt: string | null = null) => ({ unit, role: 'coordinating' as const, dueAt });
const reads = (unit: string, dueAt: string | null = null) => ({ unit, role: 'for-information' as const, dueAt });

describe('What a later instruction changes', () => {
  it('is nothing where it names the same units with the same dates, however they are written and ordered', () => {
    const before = [lead('A'), helps('B', '2026-03-02T10:00:00.000Z'), reads('C')];
    const after = [reads('C'), helps('B', '2026-03-02T17:00:00+07:00'), lead('A')];
    expect(changesOf(before, after)).toEqual({ lead: null, added: [], removed: [], redated: [] });
  });

  it('is a unit that comes, one that goes, and one that changes its role', () => {
    expect(changesOf([lead('A'), helps('B'), reads('C')], [lead('A'), helps('C'), reads('D')])).toEqual({
      lead: null,
      added: [{ unit: 'C', role: 'coordinating' }, { unit: 'D', role: 'for-information' }],
      removed: [{ unit: 'B', role: 'coordinating' }, { unit: 'C', role: 'for-information' }],
      redated: [],
    });
  });

  it('is another lead unit, which coordinates no longer', () => {
    expect(changesOf([lead('A'), helps('B')], [lead('B'), reads('A')])).toEqual({
      lead: { before: 'A', after: 'B' },
      added: [{ unit: 'A', role: 'for-information' }],
      removed: [{ unit: 'B', role: 'coordinating' }],
      redated: [],
    });
  });

  it('is a date that a unit gets, loses or has changed', () => {
    const [one, other] = ['2026-03-02T10:00:00.000Z', '2026-03-03T10:00:00.000Z'];
    const { redated } = changesOf([lead('A'), helps('B', one), helps('C', one), reads('D')], [lead('A'), helps('B', other), helps('C'), reads('D', one)]);
    expect(redated).toEqual([
      { unit: 'B', role: 'coordinating', before: one, after: other },
      { unit: 'C', role: 'coordinating', before: one, after: null },
      { unit: 'D', role: 'for-information', before: null, after: one },
    ]);
  });
});
