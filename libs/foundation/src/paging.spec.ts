import { z } from 'zod';
import { readCursor, toPage } from './paging.js';

const key = z.tuple([z.string(), z.number()]);

describe('a page', () => {
  it('has a cursor to the next one only when there is more', () => {
    const rows = [{ n: 1 }, { n: 2 }, { n: 3 }];
    const first = toPage(rows, 2, ({ n }) => ['a', n]);
    expect(first.items).toEqual([{ n: 1 }, { n: 2 }]);
    expect(readCursor(first.next!, key)).toEqual(['a', 2]);
    expect(toPage(rows, 3, ({ n }) => ['a', n]).next).toBeNull();
  });

  it.each(['', 'nonsense', Buffer.from('{"x":1}').toString('base64url'), Buffer.from('["a","b"]').toString('base64url')])(
    'refuses %j as a cursor',
    (cursor) => {
      expect(() => readCursor(cursor, key)).toThrow(expect.objectContaining({ code: 'foundation.bad-cursor' }));
    },
  );
});
