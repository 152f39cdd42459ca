import type { Page, PageRequest } from '#foundation';
import { findForecast } from './read-forecasts.js';

/** The numbers from 1 to 9 as what is open; the cursor is the last number of a page. */
const asked: PageRequest[] = [];
const readNumbers = (page: PageRequest): Promise<Page<number>> => {
  asked.push(page);
  const first = Number(page.after ?? 0) + 1;
  const items = Array.from({ length: 9 }, (_, index) => index + 1).filter((number) => number >= first && number < first + page.limit);
  return Promise.resolve({ items, next: items.at(-1) === 9 ? null : String(items.at(-1)) });
};
const even = (numbers: readonly number[]) => Promise.resolve(numbers.filter((number) => number % 2 === 0));

beforeEach(() => asked.splice(0));

describe('What a figure of a forecast counts', () => {
  it('is looked for part by part until there is more than a page of it', async () => {
    expect(await findForecast(readNumbers, even, { limit: 2 }, 2)).toEqual([2, 4, 6]);
    expect(asked).toEqual([{ limit: 2, after: undefined }, { limit: 2, after: '2' }, { limit: 2, after: '4' }]);
  });

  it('is found to the end of what is open, and from where the page before ended', async () => {
    expect(await findForecast(readNumbers, even, { limit: 10 }, 4)).toEqual([2, 4, 6, 8]);
    expect(await findForecast(readNumbers, even, { limit: 10, after: '5' }, 4)).toEqual([6, 8]);
  });
});
