import { instructionDeadlines } from './instruction-deadlines.js';

const ask = (given: Partial<Parameters<typeof instructionDeadlines>[0]>) =>
  instructionDeadlines({
    now: '2026-03-02T01:00:00.000Z',
    zone: 'Asia/Ho_Chi_Minh',
    documentDueAt: null,
    leadDueAt: null,
    coordinationDueAt: null,
    reminderBefore: 'P1D',
    ...given,
  });

it('gives the lead unit until the deadline of the document and the coordinators until the reminder', () => {
  expect(ask({ documentDueAt: '2026-03-10T09:30:00.000Z' })).toEqual({
    dueAt: '2026-03-10T09:30:00.000Z',
    coordinationDueAt: '2026-03-09T09:30:00.000Z',
  });
});

it('takes what the leader wrote, in the zone of the office where it has no offset', () => {
  expect(
    ask({ documentDueAt: '2026-03-10T09:30:00.000Z', leadDueAt: '2026-03-06T16:30', coordinationDueAt: '2026-03-04T10:00:00Z' }),
  ).toEqual({ dueAt: '2026-03-06T09:30:00.000Z', coordinationDueAt: '2026-03-04T10:00:00.000Z' });
});

it('gives coordinators half of the time that is left when the reminder is near or gone', () => {
  expect(ask({ documentDueAt: '2026-03-02T05:00:00.000Z' }).coordinationDueAt).toBe('2026-03-02T03:00:00.000Z');
  expect(ask({ documentDueAt: '2026-03-03T03:00:00.000Z' }).coordinationDueAt).toBe('2026-03-02T14:00:00.000Z');
});

it('still gives coordinators time when the document came to the leader too late', () => {
  expect(ask({ documentDueAt: '2026-03-01T05:00:00.000Z' }).coordinationDueAt).toBe('2026-03-03T01:00:00.000Z');
});

it('sets no deadline where nobody did', () => {
  expect(ask({})).toEqual({ dueAt: null, coordinationDueAt: null });
  expect(ask({ coordinationDueAt: '2026-03-04T10:00:00Z' })).toEqual({
    dueAt: null,
    coordinationDueAt: '2026-03-04T10:00:00.000Z',
  });
});
