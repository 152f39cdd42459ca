import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { actingFor, appoint, createUnit, delegatePost, endAppointment, endDelegation, groupsOf, listDelegations, membersOfGroup, type PostRole, registerPerson, type TellOfDelegation } from '../index.js';

const TODAY = '2026-06-15';
let office: TestOffice;
const told: [string, string][] = [];
const givenBack: string[] = [];
beforeAll(async () => {
  office = await openTestOffice();
  office.clock.offsetMs = Date.parse(`${TODAY}T03:00:00Z`) - Date.now();
  await run(createUnit, { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership' });
  for (const code of ['QLCN', 'TDC']) await run(createUnit, { code, name: code, kind: 'professional' });
});
afterAll(() => office.close());

function run<Input, Output>(command: Command<Input, Output>, input: Input, as = 'yenlh'): Promise<Output> {
  return office.executor.execute(command, input, office.as(as));
}
const holder = async (role: PostRole, unit = 'QLCN', to?: string) => {
  const { login } = await run(registerPerson, { fullName: 'Nguyễn Văn Thay' });
  const { postId } = await run(appoint, { login, unit, role, title: role, from: '2026-01-01', to });
  return { login, postId };
};
const tell: TellOfDelegation = async (_context, people, { ended }) => void told.push(...people.map((login): [string, string] => [login, ended?.reason ?? 'given']));
const days = { from: '2026-07-01', to: '2026-07-10', basis: 'Đơn nghỉ phép, 12/TB-SKHCN' };
const delegate = (postId: string, deputy: string, { as = 'yenlh', groups = ['personnel'], ...more }: { as?: string; groups?: string[]; from?: string; to?: string; basis?: string } = {}) =>
  run(delegatePost, { ...days, postId, deputy, groups, mostDays: 31, tell, ...more }, as);
const end = (id: string, groups: string[], as?: string) => run(endDelegation, { id, reason: 'Về sớm', groups, giveBack: async (_context, deputy) => void givenBack.push(deputy), tell }, as);
const groups = (login: string, day: string) => groupsOf(office.database, login, day);
const members = (group: string, day: string) => membersOfGroup(office.database, group, day);
const refused = (...codes: string[]) => ({ code: 'directory.delegation-refused', findings: codes.map((code) => expect.objectContaining({ code }) as object) });

describe('A deputy', () => {
  it('has the groups of the post beside its holder, on those days alone, and hears of it', async () => {
    const [head, deputy] = [await holder('head'), await holder('staff')];
    await delegate(head.postId, deputy.login, { as: head.login, groups: [] });
    expect(told.at(-1)).toEqual([deputy.login, 'given']);
    expect(await groups(deputy.login, '2026-07-01')).toEqual(['head', 'head:QLCN', 'staff', 'staff:QLCN', 'unit:QLCN', `deputy-of:${head.login}`]);
    expect(await groups(deputy.login, '2026-06-30')).toEqual(['staff', 'staff:QLCN', 'unit:QLCN']);
    expect(await groups(deputy.login, '2026-07-11')).toEqual(['staff', 'staff:QLCN', 'unit:QLCN']);
    expect(await members('head:QLCN', '2026-07-10')).toEqual([deputy.login, head.login].sort());
    expect(await members('head:QLCN', '2026-07-11')).toEqual([head.login]);
    const acts = (login: string, wanted: string[], day = '2026-07-05') => actingFor(office.database, login, wanted, day);
    expect([await acts(deputy.login, ['head:QLCN']), await acts(deputy.login, ['unit:QLCN']), await acts(head.login, ['head:QLCN'])]).toEqual([[head.login], [], []]);
    expect(await acts(deputy.login, ['head:QLCN'], '2026-07-11')).toEqual([]);
  });

  it('passes nothing on: who does the work of a deputy does that of his own post alone', async () => {
    const [head, deputy, third] = [await holder('head', 'TDC'), await holder('deputy-head', 'TDC'), await holder('staff', 'TDC')];
    await delegate(head.postId, deputy.login);
    await expect(delegate(head.postId, third.login, { as: deputy.login, groups: ['head:TDC'], from: '2026-07-20', to: '2026-07-21' })).rejects.toMatchObject({
      code: 'directory.delegation-forbidden',
    });
    await delegate(deputy.postId, third.login, { as: deputy.login });
    expect(await groups(third.login, '2026-07-05')).not.toContain('head:TDC');
  });

  it('whose own post has ended does nobody’s work any more, nor when the post he works for has', async () => {
    const [head, deputy] = [await holder('head'), await holder('staff')];
    await delegate(head.postId, deputy.login);
    await run(endAppointment, { postId: head.postId, lastDay: '2026-07-05' });
    expect(await groups(deputy.login, '2026-07-05')).toContain('head:QLCN');
    expect(await groups(deputy.login, '2026-07-06')).not.toContain('head:QLCN');
    await run(endAppointment, { postId: deputy.postId, lastDay: '2026-07-02' });
    expect(await groups(deputy.login, '2026-07-03')).toEqual([]);
    expect(await members('head:QLCN', '2026-07-03')).not.toContain(deputy.login);
  });

  it('stops at once when that is entered, by any of the two, and what was is still told', async () => {
    const [head, deputy] = [await holder('head'), await holder('staff')];
    const { id } = await delegate(head.postId, deputy.login, { from: TODAY, to: '2026-06-20' });
    expect(await groups(deputy.login, TODAY)).toContain('head:QLCN');
    await expect(end(id, ['head:TDC'], 'ai')).rejects.toMatchObject({ code: 'directory.delegation-forbidden' });
    await end(id, [], deputy.login);
    expect(givenBack).toEqual([deputy.login]);
    expect(await groups(deputy.login, TODAY)).not.toContain('head:QLCN');
    await expect(end(id, ['admin'])).rejects.toMatchObject({ code: 'directory.delegation-ended' });
    const listed = await listDelegations(office.database, { holder: head.login, limit: 10, reader: { login: 'yenlh', groups: ['personnel'] } });
    expect(listed.items).toMatchObject([{ id, deputy: deputy.login, endedOn: TODAY, endReason: 'Về sớm' }]);
    expect((await listDelegations(office.database, { deputy: deputy.login, on: TODAY, limit: 10, reader: { login: 'yenlh', groups: ['personnel'] } })).items).toEqual([]);
    await delegate(head.postId, deputy.login, { from: '2026-06-16', to: '2026-06-20' });
  });
});

describe('Nobody becomes deputy', () => {
  it('of himself, without a post through those days, beside another, outside of the time in the post', async () => {
    const [head, deputy, leaving] = [await holder('head', 'QLCN', '2026-07-31'), await holder('staff'), await holder('staff', 'TDC', '2026-07-05')];
    await expect(delegate(head.postId, head.login)).rejects.toMatchObject(refused('deputy-of-oneself'));
    await expect(delegate(head.postId, leaving.login)).rejects.toMatchObject(refused('person-without-post'));
    await expect(delegate(head.postId, deputy.login, { from: '2026-07-02', to: '2026-08-01' })).rejects.toMatchObject(refused('outside-of-post'));
    await expect(delegate(head.postId, deputy.login, { from: '2026-05-01', to: '2026-04-01' })).rejects.toMatchObject(refused('ends-before-it-begins', 'last-day-passed'));
    await delegate(head.postId, deputy.login);
    await expect(delegate(head.postId, deputy.login, { from: '2026-07-10', to: '2026-07-12' })).rejects.toMatchObject(refused('has-other-deputy'));
    await delegate(head.postId, deputy.login, { from: '2026-07-11', to: '2026-07-12' });
  });

  it('in posts that run the installation, nor for a leader without leading anything', async () => {
    const [admin, leader, staff, head] = [await holder('admin'), await holder('leader', 'LD'), await holder('staff'), await holder('head', 'TDC')];
    await expect(delegate(admin.postId, staff.login)).rejects.toMatchObject(refused('post-not-passed-on'));
    await expect(delegate(leader.postId, staff.login)).rejects.toMatchObject(refused('deputy-below-post'));
    await delegate(leader.postId, head.login);
  });

  it('by his own hand, though he keeps the directory', async () => {
    const [head, keeper] = [await holder('head'), await holder('personnel')];
    await expect(delegate(head.postId, keeper.login, { as: keeper.login, groups: ['personnel'] })).rejects.toMatchObject({ code: 'directory.delegation-forbidden' });
    await delegate(head.postId, keeper.login);
  });
});

describe('The work of a post is given', () => {
  const forbidden = { code: 'directory.delegation-forbidden' };

  it('by who stands above its holder, and by no other head', async () => {
    const [head, staff, deputy] = [await holder('head'), await holder('staff'), await holder('staff')];
    await expect(delegate(staff.postId, deputy.login, { as: 'ai', groups: ['head:TDC'] })).rejects.toMatchObject(forbidden);
    await delegate(staff.postId, deputy.login, { as: head.login, groups: ['head:QLCN'] });
    await expect(delegate(head.postId, deputy.login, { as: 'ai', groups: ['head:QLCN'] })).rejects.toMatchObject(forbidden);
    await expect(delegate(head.postId, deputy.login, { as: deputy.login, groups: ['leader'] })).rejects.toMatchObject(forbidden);
    await delegate(head.postId, deputy.login, { as: 'giamdoc', groups: ['leader'], basis: 'Đi công tác' });
  });

  it('for a leader by himself or another leader, and entered by others only where there is none', async () => {
    const [away, chief] = [await holder('leader', 'LD', '2026-07-31'), await holder('chief-of-office', 'LD')];
    await office.database.query(`update post set valid_to = '2026-06-14' where role = 'leader' and login <> $1 and valid_from < '2026-06-14'`, [away.login]);
    const other = await holder('leader', 'LD');
    for (const groups of [['personnel'], ['chief-of-office'], ['admin']]) {
      await expect(delegate(away.postId, chief.login, { groups })).rejects.toMatchObject(forbidden);
    }
    const { id } = await delegate(away.postId, chief.login, { as: other.login, groups: ['leader'], basis: 'Giám đốc ốm' });
    await end(id, ['leader'], other.login);
    await run(endAppointment, { postId: other.postId, lastDay: '2026-06-14' });
    await delegate(away.postId, chief.login);
  });

  it('and entered by personnel with the number of the document, no date taken for one', async () => {
    const [head, deputy] = [await holder('head'), await holder('staff')];
    for (const basis of ['Đơn nghỉ phép', 'Đơn nghỉ phép ngày 25/6/2026', 'Đơn ngày 25/6']) {
      await expect(delegate(head.postId, deputy.login, { basis })).rejects.toMatchObject(refused('basis-without-number'));
    }
    await delegate(head.postId, deputy.login, { basis: 'Giấy ủy quyền số 5/GUQ-SKHCN ngày 25/6/2026' });
    expect(told.slice(-2)).toEqual([[head.login, 'given'], [deputy.login, 'given']]);
  });

  it('for so many days as the office allows', async () => {
    const [head, deputy] = [await holder('head'), await holder('staff')];
    await expect(delegate(head.postId, deputy.login, { to: '2026-08-01' })).rejects.toMatchObject(refused('delegation-too-long'));
    await delegate(head.postId, deputy.login, { to: '2026-07-31' });
  });

  it('and taken back with both told but who does it; why is for those whom it concerns', async () => {
    const [head, deputy] = [await holder('head'), await holder('staff')];
    const { id } = await delegate(head.postId, deputy.login);
    const seenBy = async (login: string, groups: string[]) =>
      (await listDelegations(office.database, { holder: head.login, limit: 1, reader: { login, groups } })).items.map(({ basis, endReason }) => [basis, endReason]);
    await end(id, [], deputy.login);
    expect(told.at(-1)).toEqual([head.login, 'Về sớm']);
    expect(told.filter(([, what]) => what === 'Về sớm').map(([login]) => login)).not.toContain(deputy.login);
    for (const [login, groups] of [[head.login, []], [deputy.login, []], ['ai', ['chief-of-office']], ['ai', ['leader']]] as const) {
      expect(await seenBy(login, [...groups])).toEqual([[days.basis, 'Về sớm']]);
    }
    expect(await seenBy('ai', ['head', 'head:QLCN', 'it'])).toEqual([[null, null]]);
  });
});
