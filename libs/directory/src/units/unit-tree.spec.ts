import { findCircle } from './unit-tree.js';

const at = (code: string, parentCode: string | null, from: string | null = null) => ({ code, parentCode, from });

describe('units that belong to one another', () => {
  it('are found to go round, through however many', () => {
    expect(findCircle([at('A', 'B'), at('B', 'C'), at('C', 'A'), at('D', 'A')], '2026-01-01')).toEqual(['A', 'B', 'C', 'A']);
    expect(findCircle([at('A', 'A')], '2026-01-01')).toEqual(['A', 'A']);
  });

  it('are a tree otherwise', () => {
    expect(findCircle([at('A', null), at('B', 'A'), at('C', 'A'), at('D', 'C')], '2026-01-01')).toBeUndefined();
  });

  it('go round on the day alone on which the last of them moves', () => {
    const planned = [at('A', null), at('B', 'A'), at('A', 'B', '2026-07-01')];
    expect(findCircle(planned, '2026-01-01')).toEqual(['A', 'B', 'A']);
    expect(findCircle([...planned, at('B', null, '2026-06-01')], '2026-01-01')).toBeUndefined();
  });
});
