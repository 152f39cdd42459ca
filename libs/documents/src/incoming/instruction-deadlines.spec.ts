import { VIETNAM, WorkingTime } from '#calendar';
import { coordinationOf, type DeadlineQuestion, instructionDeadlines } from './instruction-deadlines.js';

/** 08:00 on Monday, 2 March 2026. */
const MONDAY = '2026-03-02T01:00:00.000Z';
const calendar = new WorkingTime(VIETNAM);
const ask = (given: Partial<DeadlineQuestion>) =>
  instructionDeadlines(
    {
      now: MONDAY,
      zone: 'Asia/Ho_Chi_Minh',
      documentDueAt: null,
      leadDueAt: null,
      coordinationDueAt: null,
      reminderBefore: 'P1D',
      ...given,
    },
    calendar,
  );

it('gives the lead unit until the deadline of the document, and the coordinators one working day less', () => {
  expect(ask({ documentDueAt: '2026-03-10T09:30:00.000Z' })).toEqual({
    dueAt: '2026-03-10T09:30:00.000Z',
    coordinationBefore: 'P1D',
    coordinationDueAt: '2026-03-09T10:00:00.000Z',
  });
});

it('never gives the coordinators a day off: before Monday morning comes Friday', () => {
  expect(ask({ documentDueAt: '2026-03-09T02:00:00.000Z' }).coordinationDueAt).toBe('2026-03-06T10:00:00.000Z');
  expect(ask({ documentDueAt: '2026-03-09T02:00:00.000Z', reminderBefore: 'PT3H' }).coordinationDueAt).toBe('2026-03-06T09:00:00.000Z');
});

it('takes what the leader wrote, in the zone of the office where it has no offset', () => {
  expect(
    ask({ documentDueAt: '2026-03-10T09:30:00.000Z', leadDueAt: '2026-03-06T16:30', coordinationDueAt: '2026-03-04T10:00:00Z' }),
  ).toEqual({ dueAt: '2026-03-06T09:30:00.000Z', coordinationBefore: null, coordinationDueAt: '2026-03-04T10:00:00.000Z' });
});

it('gives no coordinator more time than the lead unit', () => {
  const written = { documentDueAt: '2026-03-10T09:30:00.000Z', coordinationDueAt: '2026-03-20T10:00:00Z' };
  expect(ask(written)).toMatchObject({ coordinationBefore: null, coordinationDueAt: '2026-03-10T09:30:00.000Z' });
  expect(ask({ documentDueAt: '2026-03-10T02:00:00.000Z', reminderBefore: 'P0D' }).coordinationDueAt).toBe('2026-03-05T01:30:00.000Z');
});

it('gives coordinators half of the working time that is left when the reminder is near or gone', () => {
  // Three and a half hours until the break at noon is over; ten until tomorrow at ten, of which eight would be too many.
  expect(ask({ documentDueAt: '2026-03-02T06:30:00.000Z' })).toMatchObject({
    coordinationBefore: 'PT6300S',
    coordinationDueAt: '2026-03-02T02:45:00.000Z',
  });
  expect(ask({ documentDueAt: '2026-03-03T03:00:00.000Z', reminderBefore: 'PT8H' }).coordinationDueAt).toBe('2026-03-02T08:00:00.000Z');
});

it('gives them half of the time where none of it is working time', () => {
  const saturday = '2026-03-07T03:00:00.000Z';
  expect(ask({ now: saturday, documentDueAt: '2026-03-08T05:00:00.000Z' })).toMatchObject({
    coordinationBefore: null,
    coordinationDueAt: '2026-03-07T16:00:00.000Z',
  });
});

it('still gives coordinators working time when the document came to the leader too late', () => {
  expect(ask({ documentDueAt: '2026-03-01T05:00:00.000Z' })).toMatchObject({
    coordinationBefore: null,
    coordinationDueAt: '2026-03-03T10:00:00.000Z',
  });
});

it('sets no deadline where nobody did', () => {
  expect(ask({})).toEqual({ dueAt: null, coordinationBefore: null, coordinationDueAt: null });
  expect(ask({ coordinationDueAt: '2026-03-04T10:00:00Z' })).toEqual({
    dueAt: null,
    coordinationBefore: null,
    coordinationDueAt: '2026-03-04T10:00:00.000Z',
  });
});

it('counts back from a due date that has moved', () => {
  expect(coordinationOf('2026-03-16T02:00:00.000Z', 'P1D', calendar)).toBe('2026-03-13T10:00:00.000Z');
});
