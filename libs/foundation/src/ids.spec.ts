import { newId } from './ids.js';

describe('ids', () => {
  it('are UUIDs of version 7, distinct, and sort by the time they were made', async () => {
    const early = Array.from({ length: 1000 }, newId);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const late = newId();
    expect(new Set(early).size).toBe(1000);
    for (const id of early) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(id < late).toBe(true);
    }
  });
});
