import { newId } from './ids.js';

describe('ids', () => {
  it('are UUIDs of version 7, distinct, and sort by the order in which they were made, also within a millisecond', () => {
    const made = Array.from({ length: 20_000 }, newId);
    expect(new Set(made).size).toBe(made.length);
    expect(made.findIndex((id, index) => index > 0 && id <= made[index - 1]!)).toBe(-1);
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('go on where they were when the system clock is set back', () => {
    const before = newId();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    try {
      expect(newId() > before).toBe(true);
    } finally {
      clock.mockRestore();
    }
  });
});
