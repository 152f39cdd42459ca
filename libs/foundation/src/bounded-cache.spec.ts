import { BoundedCache } from './bounded-cache.js';

/** A cache of two, and the keys for which a value had to be made. */
function cacheOfTwo() {
  const made: string[] = [];
  const cache = new BoundedCache<string, string>(2);
  const get = (key: string) =>
    cache.getOrAdd(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  return { cache, made, get };
}

describe('a bounded cache', () => {
  it('makes a value once', () => {
    const { made, get } = cacheOfTwo();
    expect([get('a'), get('a')]).toEqual(['A', 'A']);
    expect(made).toEqual(['a']);
  });

  it('gives up the value that was used longest ago', () => {
    const { made, get } = cacheOfTwo();
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('forgets what it is told to, and keeps nothing of a value that could not be made', () => {
    const { cache, made, get } = cacheOfTwo();
    get('a');
    cache.delete('a');
    const fail = () => {
      throw new Error('unreadable');
    };
    expect(() => cache.getOrAdd('a', fail)).toThrow('unreadable');
    get('a');
    expect(made).toEqual(['a', 'a']);
  });
});
