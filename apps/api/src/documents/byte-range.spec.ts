import { wantedPart } from './byte-range.js';

const ETAG = '"abc"';

it.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-1000000000000000000000', { start: 90, end: 99 }],
  ['BYTES= 5-6 ', { start: 5, end: 6 }],
  ['bytes=-5', { start: 95, end: 99 }],
  ['bytes=-100', { start: 0, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
])('%s of 100 bytes is a part', (range, part) => {
  expect(wantedPart({ range }, 100, ETAG)).toEqual(part);
});

it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s lies outside 100 bytes', (range) => {
  expect(wantedPart({ range }, 100, ETAG)).toBe('outside');
});

it.each(['bytes=0-1,5-6', 'lines=0-1', 'bytes=5-2', 'bytes=-', 'bytes=a-b', 'bytes', 'bytes=1-2-3', ''])(
  '"%s" is answered with the whole',
  (range) => {
    expect(wantedPart({ range }, 100, ETAG)).toBe('whole');
  },
);

it('gives a part only of the content that the client knows', () => {
  const range = 'bytes=0-1';
  expect(wantedPart({ range, ifRange: ETAG }, 100, ETAG)).toEqual({ start: 0, end: 1 });
  for (const ifRange of ['"other"', `W/${ETAG}`, 'Sun, 22 Nov 2026 13:00:00 GMT']) {
    expect(wantedPart({ range, ifRange }, 100, ETAG)).toBe('whole');
  }
  expect(wantedPart({}, 100, ETAG)).toBe('whole');
});
