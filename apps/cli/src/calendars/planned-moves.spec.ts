import { sayMoves } from './planned-moves.js';

it('names what would move and what would stay, in the time of the office', () => {
  const [from, to] = ['2026-01-29T10:00:00.000Z', '2026-01-30T10:00:00.000Z'];
  const of = { id: 'd1', instanceId: 'i1', unit: 'KT' } as const;
  const items = [
    { ...of, kind: 'case', label: 'Phúc đáp', from, to, why: 'nghỉ 26/01' },
    { ...of, kind: 'timer', label: 'Nhắc', unit: null, from: null, to, why: 'nghỉ 26/01' },
  ] as const;
  const totals = { cases: 1, tasks: 0, timers: 1, byUnit: [], problems: 0, onDaysOff: 1 };
  const onDaysOff = [{ ...of, kind: 'task', label: 'Soạn báo cáo', dueAt: '2026-01-26T04:00:00.000Z' }] as const;

  expect(sayMoves({ items, totals, onDaysOff })).toEqual([
    'Open deadlines that follow: 1 of cases, 0 of tasks, 1 timer(s).',
    '> Phúc đáp (KT): 17:00 thứ Năm 29/01/2026 → 17:00 thứ Sáu 30/01/2026, nghỉ 26/01',
    '> Nhắc: none → 17:00 thứ Sáu 30/01/2026, nghỉ 26/01',
    '1 with a date that somebody wrote stay as they are and would be due on a day off:',
    '> Soạn báo cáo (KT): 11:00 thứ Hai 26/01/2026',
  ]);
});
