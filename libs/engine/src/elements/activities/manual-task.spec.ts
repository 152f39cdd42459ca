import { boundaryEvent, run, timer } from '../../testing/model.js';

describe('Manual task', () => {
  it('is passed as it is reached', async () => {
    const instance = await run({ elements: '<manualTask id="Manual"/>', flows: 'Start -> Manual -> End' });
    expect(instance.history.filter(({ element }) => element === 'Manual').map(({ event }) => event)).toEqual([
      'start',
      'end',
    ]);
    expect(instance.ended).toBe(true);
  });

  it('arms no boundary event for the moment that it takes', async () => {
    const elements = `<manualTask id="Manual"/>${boundaryEvent('Late', 'Manual', timer('timeDuration', 'P1D'))}`;
    const instance = await run({ elements, flows: 'Start -> Manual -> End\nLate -> End' });
    expect(instance.history.map(({ element }) => element)).not.toContain('Late');
    expect(instance.ended).toBe(true);
  });
});
