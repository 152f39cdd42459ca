import { filterMarks } from './filter-marks.js';

const marksOf = (given: object) => filterMarks({ q: 'x', limit: 20, zone: 'Asia/Ho_Chi_Minh', ...given });

it.each([
  [{}, null],
  [{ kind: 'incoming', urgency: 'flash' }, `'kind:incoming' & 'urgency:flash'`],
  [{ sender: 'Sở Tư pháp' }, `'sender:so' & 'sender:tu' & 'sender:phap'`],
  [{ sender: '"Bộ\'; Nội" vụ' }, `'sender:bo' & 'sender:noi' & 'sender:vu'`],
  [{ type: 'Quyết định' }, `(('type:quyet' & 'type:dinh') | ('type:qd'))`],
  [{ type: 'Giấy nghỉ' }, `(('type:giay' & 'type:nghi') | ('type:giay' & 'type:nghi'))`],
  [{ type: "'" }, null],
])('of %j are %j', (given, marks) => {
  expect(marksOf(given)).toBe(marks);
});

it.each([
  ['a day, with its neighbours', '2026-03-10', '2026-03-10', ['day:2026-03-09', 'day:2026-03-10', 'day:2026-03-11']],
  ['a month by its name', '2026-02-02', '2026-02-27', ['month:2026-02']],
  ['a year by its name', '2026-01-02', '2026-12-30', ['year:2026']],
  ['what hangs over', '2025-12-31', '2026-12-31', ['day:2025-12-30', 'day:2025-12-31', 'year:2026', 'day:2027-01-01']],
  ['months beside a year', '2025-11-02', '2027-01-30', ['month:2025-11', 'month:2025-12', 'year:2026', 'month:2027-01']],
])('days are covered by the fewest marks: %s', (_, from, to, marks) => {
  expect(marksOf({ from, to })).toBe(`(${marks.map((mark) => `('${mark}')`).join(' | ')})`);
});

it('days without an end reach as far as documents are dated', () => {
  expect(marksOf({ from: '2026-01-02' })).toMatch(/^\(\('year:2026'\).*\('year:2125'\)/);
  expect(marksOf({ to: '1946-12-30' })).toBe(`(('day:1944-12-31') | ('year:1945') | ('year:1946'))`);
});
