import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type InstructionDesk, instructionDesk, order } from './instruction-desk.js';
import { type OwedReply, ReplyDesk } from './reply-desk.js';

describe('an instruction whose lead unit has ended', () => {
  let api: ApiUnderTest;
  let desk: ReplyDesk;
  let instruction: InstructionDesk;
  let owed: OwedReply;
  const goTo = (instant: string) => {
    api.clock.offsetMs = Date.parse(instant) - Date.now();
  };
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720' });
    desk = new ReplyDesk(api);
    instruction = instructionDesk(api);
    goTo(vn('2026-12-30 10:00'));
    owed = await desk.owe();
    await desk.draft(owed);
    await desk.outgoing.taskOf('cuongpv', owed.id, 'approval');
    expect(await api.post('vinhtq', 'units/QLCN/dissolution', { lastDay: '2026-12-31', successor: 'QLKH' })).toMatchObject({ status: 200 });
    goTo(vn('2027-01-04 08:00'));
  }, 120_000);
  afterAll(() => api.close());

  it('names the unit that has its work, and that goes on with the draft; from then on it leads', async () => {
    const approval = await instruction.taskOf('ngocdtb', owed.id, 'approval');
    const { answers } = (await desk.read(owed)).obligation;
    expect(await instruction.change('baotq', owed.id, order('QLKH'))).toMatchObject({ status: 200 });
    expect(await instruction.tasksOf('ngocdtb', owed.id)).toEqual([approval]);
    expect(await desk.read(owed)).toMatchObject({ leadUnit: 'QLKH', obligation: { status: 'open', answers } });
    expect((await instruction.history(owed.id))[0].changes.lead).toEqual({ before: 'QLCN', after: 'QLKH' });
    const [deadline] = await api.office.database.query(`select unit_code from deadline where subject_id = $1 and status = 'open'`, [owed.obligationId]);
    expect(deadline).toEqual({ unit_code: 'QLKH' });
  });

  it('begins anew where another unit is named', async () => {
    expect(await instruction.change('baotq', owed.id, order('TDC'))).toMatchObject({ status: 200 });
    await instruction.taskOf('khanhvd', owed.id, 'assignment');
    expect((await desk.read(owed)).obligation.answers).toEqual([]);
  });
});
