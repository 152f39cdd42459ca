import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

const LATER = '2026-02-10T10:00:00.000Z';
const UNTIL = '2026-01-26T10:00:00.000Z';
const HEAD = ['head:KT', 'unit:KT'];

let office: DeadlineOffice;
let id: string;
beforeAll(async () => {
  office = await openDeadlineOffice();
});
beforeEach(async () => {
  ({ id } = await office.openCase({ givenBy: 'truongphong' }));
});
afterAll(() => office.close());

const extend = (login: string, groups: readonly string[], approver?: { login: string; groups: readonly string[] }) =>
  office.run(office.commands.extend, { kind: 'case', id, to: { dueAt: LATER }, reason: 'x', groups, approver }, login);

describe('the deadline of work that somebody has given to others', () => {
  it('is extended and paused by him, though his unit answers for it', async () => {
    await expect(extend('truongphong', HEAD)).resolves.toMatchObject({ dueAt: LATER });
    const pause = { id, until: UNTIL, reason: 'x', groups: HEAD };
    await expect(office.run(office.commands.pause, pause, 'truongphong')).resolves.toBeDefined();
  });

  it('is extended by no other head of the unit, and by nobody who names him', async () => {
    await expect(extend('nguoikhac', HEAD)).rejects.toMatchObject({ code: 'deadlines.higher-decision-needed' });
    await expect(extend('chuyenvien', ['unit:KT'], { login: 'truongphong', groups: HEAD })).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  });

  it('is extended by a leader as any other', async () => {
    await expect(extend('lanhdao', ['leader'])).resolves.toMatchObject({ dueAt: LATER });
  });
});
