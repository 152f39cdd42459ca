import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { appoint, correctPost, createUnit, dissolveUnit, endAppointment, getPerson, groupsOf, recordAppointment, recordEndOfPost, registerPerson, withdrawPost } from '../index.js';

const TODAY = '2026-06-15';
let office: TestOffice;
let login: string;
beforeAll(async () => {
  office = await openTestOffice();
  office.clock.offsetMs = Date.parse(`${TODAY}T03:00:00Z`) - Date.now();
  await run(createUnit, { code: 'QLCN', name: 'Phòng Quản lý công nghệ', kind: 'professional' });
  ({ login } = await run(registerPerson, { fullName: 'Lê Thị Mơ' }));
});
afterAll(() => office.close());

function run<Input, Output>(command: Command<Input, Output>, input: Input, as = 'yenlh'): Promise<Output> {
  return office.executor.execute(command, input, office.as(as));
}
const decision = { unit: 'QLCN', title: 'Chuyên viên', basis: 'QĐ 7/QĐ-SKHCN', groups: ['personnel'] };
const refusal = (code: string) => ({ code: `directory.${code}` });

describe('A personnel decision', () => {
  it('gives a post, corrects it while it has not begun, and takes it back; what was lived stays', async () => {
    const { postId } = await run(recordAppointment, { ...decision, login, role: 'staff', from: '2026-07-01' });
    const corrected = await run(correctPost, { ...decision, postId, role: 'deputy-head', title: 'Phó Trưởng phòng', from: '2026-08-01' });
    expect(await groupsOf(office.database, login, '2026-07-15')).toEqual([]);
    expect(await groupsOf(office.database, login, '2026-08-01')).toContain('deputy-head:QLCN');
    await run(withdrawPost, { postId: corrected.postId, reason: 'Thu hồi', groups: ['personnel'] });
    expect((await getPerson(office.database, login, { on: TODAY, today: TODAY, reader: { login: 'yenlh', groups: ['personnel'] } })).posts).toEqual([]);

    const begun = await run(recordAppointment, { ...decision, login, role: 'staff', from: TODAY });
    await expect(run(withdrawPost, { postId: begun.postId, reason: 'x', groups: ['admin'] })).rejects.toMatchObject(refusal('appointment-begun'));
    await expect(run(correctPost, { ...decision, postId: begun.postId, role: 'head', from: TODAY })).rejects.toMatchObject(refusal('appointment-begun'));
    await run(recordEndOfPost, { postId: begun.postId, lastDay: '2026-06-30', groups: ['personnel'] });
    const [post] = (await getPerson(office.database, login, { on: '2026-07-01', today: TODAY, reader: { login: 'yenlh', groups: ['personnel'] } })).posts;
    expect(post).toMatchObject({ unitName: 'Phòng Quản lý công nghệ', from: TODAY, to: '2026-06-30', basis: 'QĐ 7/QĐ-SKHCN', state: 'past' });
    await expect(run(withdrawPost, { postId, reason: 'x', groups: [] })).rejects.toMatchObject(refusal('appointment-not-found'));
  });

  it('that is wrong changes nothing: what it would correct stays', async () => {
    const { postId } = await run(recordAppointment, { ...decision, login, role: 'clerk', from: '2026-09-01' });
    await expect(run(correctPost, { ...decision, postId, unit: 'KHONG', role: 'clerk', from: '2026-09-02' })).rejects.toMatchObject(refusal('appointment-invalid'));
    expect(await groupsOf(office.database, login, '2026-09-01')).toContain('clerk:QLCN');
  });

  it('about oneself is entered by somebody else, and administrators are made by administrators', async () => {
    const own = { ...decision, login, role: 'staff', from: '2027-01-01' } as const;
    await expect(run(recordAppointment, own, login)).rejects.toMatchObject(refusal('appointment-forbidden'));
    for (const role of ['admin', 'designer', 'it'] as const) {
      await expect(run(recordAppointment, { ...own, role })).rejects.toMatchObject(refusal('appointment-forbidden'));
    }
    const { postId } = await run(recordAppointment, { ...own, role: 'admin', groups: ['admin'] });
    await expect(run(recordEndOfPost, { postId, lastDay: '2027-02-01', groups: ['personnel'] })).rejects.toMatchObject(refusal('appointment-forbidden'));
    await expect(run(correctPost, { ...decision, postId, role: 'staff', from: '2027-01-01' })).rejects.toMatchObject(refusal('appointment-forbidden'));
    await expect(run(recordEndOfPost, { postId, lastDay: '2027-02-01', groups: ['admin'] }, login)).rejects.toMatchObject(refusal('appointment-forbidden'));
  });
});

describe('The last day of a post', () => {
  it('does not reach into the next time that the person holds the same post', async () => {
    const post = { login, unit: 'QLCN', role: 'manager', title: 'Theo dõi' } as const;
    const first = await run(appoint, { ...post, from: '2026-01-01', to: '2026-03-31' });
    await run(appoint, { ...post, from: '2026-05-01' });
    await expect(run(endAppointment, { postId: first.postId, lastDay: '2026-05-01' })).rejects.toMatchObject(refusal('appointment-overlaps'));
    await run(endAppointment, { postId: first.postId, lastDay: '2026-04-30' });
  });

  it('does not lie behind the end of the unit', async () => {
    await run(createUnit, { code: 'CU', name: 'Phòng cũ', kind: 'professional' });
    const { postId } = await run(appoint, { login, unit: 'CU', role: 'staff', title: 'x', from: '2026-01-01' });
    await run(dissolveUnit, { code: 'CU', lastDay: '2026-06-30', successor: 'QLCN', dryRun: false });
    await expect(run(endAppointment, { postId, lastDay: '2026-07-01' })).rejects.toMatchObject({ findings: [{ code: 'unit-ended' }] });
  });
});
