import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import {
  appoint,
  changeMailboxStatus,
  createMailbox,
  createUnit,
  dissolveUnit,
  endAppointment,
  endMailboxUse,
  getMailbox,
  grantMailboxUse,
  handOverMailbox,
  listMailboxes,
  MAILBOX_STATUSES,
  noteMailboxUses,
  type PostRole,
  registerPerson,
  remindOfHandovers,
  renameMailbox,
  setMailDomain,
} from '../index.js';
import { NEXT_STATUSES } from './mailbox-status.js';

const TODAY = '2026-06-15';
let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  office.clock.offsetMs = Date.parse(`${TODAY}T03:00:00Z`) - Date.now();
  await run(createUnit, { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership' });
});
afterAll(() => office.close());

function run<Input, Output>(command: Command<Input, Output>, input: Input, as = 'tungmt'): Promise<Output> {
  return office.executor.execute(command, input, office.as(as));
}
const person = async (fullName = 'Hồ Thư') => (await run(registerPerson, { fullName })).login;
const holder = async (unit: string, role: PostRole, from = '2026-01-01') => {
  const login = await person();
  const { postId } = await run(appoint, { login, unit, role, title: role, from });
  return { login, postId };
};
const unit = async (code: string) => {
  await run(createUnit, { code, name: `Phòng ${code}`, kind: 'professional' });
  return holder(code, 'head');
};
const ofUnit = (code: string, localPart?: string) => run(createMailbox, { kind: 'unit', unit: code, localPart });
const ofPerson = (login: string, localPart?: string) => run(createMailbox, { kind: 'personal', login, localPart });
const read = (id: string, on = TODAY) => getMailbox(office.database, id, on);
const refused = (...codes: string[]) => ({ code: 'directory.mailbox-refused', findings: codes.map((code) => expect.objectContaining({ code }) as object) });

it('No mailbox is named before the agency has said under which domain', async () => {
  await expect(ofPerson(await person())).rejects.toMatchObject({ code: 'directory.mail-domain-missing' });
  await expect(run(setMailDomain, { domain: 'skhcn' })).rejects.toMatchObject({ code: 'directory.mail-domain-invalid' });
  await run(setMailDomain, { domain: 'skhcn.example' });
});

describe('The address of a mailbox', () => {
  it('is made by the rule: of a person from the login, of a unit from its code', async () => {
    const login = await person('Phan Văn Cường');
    expect(await ofPerson(login)).toMatchObject({ address: 'cuongpv@skhcn.example' });
    await unit('QLCN');
    expect(await ofUnit('QLCN')).toMatchObject({ address: 'qlcn@skhcn.example' });
    expect(await ofUnit('QLCN', 'Baocao.QLCN')).toMatchObject({ address: 'baocao.qlcn@skhcn.example' });
    await expect(ofPerson(login)).rejects.toMatchObject(refused('has-mailbox'));
    await expect(ofUnit('QLCN')).rejects.toMatchObject(refused('address-taken'));
    await expect(ofUnit('KHONG')).rejects.toMatchObject(refused('unit-unknown'));
    await expect(ofPerson('khongai')).rejects.toMatchObject(refused('person-unknown'));
  });

  it.each(['a', '.qlcn', 'ql..cn', 'qlcn.', 'phòng', 'ql cn', '"a"', 'a@b'])('cannot be %j', async (localPart) => {
    await expect(ofUnit('QLCN', localPart)).rejects.toMatchObject(refused('local-part-impossible'));
  });

  it('is none that the mail system needs, and no unit’s that people would take for a person’s', async () => {
    for (const name of ['postmaster', 'ABUSE', 'root', 'support', 'info']) await expect(ofUnit('QLCN', name)).rejects.toMatchObject(refused('local-part-reserved'));
    const login = await person('Lê Thị Lan');
    await expect(ofUnit('QLCN', login)).rejects.toMatchObject(refused('address-of-person'));
  });

  it('is none that anybody signs in with, but for his own mailbox', async () => {
    const [login, other] = [await person('Lê Thị Mai'), await person('Lê Thị Bưởi')];
    await office.database.query(`insert into taken_name (name, reason, login) values ('maile', 'sign-in-name', $1)`, [login]);
    await expect(ofUnit('QLCN', 'maile')).rejects.toMatchObject(refused('address-of-person'));
    await expect(ofPerson(other, 'maile')).rejects.toMatchObject(refused('address-of-person'));
    expect((await ofPerson(login, 'maile')).address).toBe('maile@skhcn.example');
  });

  it('keeps its name from people who come later, also when another address has followed it', async () => {
    await unit('VT');
    const { id } = await ofUnit('VT', 'anv');
    await run(renameMailbox, { id, localPart: 'vanthu', reason: 'Đổi tên' });
    for (const login of ['anv', 'vanthu']) {
      await expect(run(registerPerson, { fullName: 'Văn An', login })).rejects.toMatchObject({ code: 'directory.login-taken' });
    }
    const login = await person('Văn An');
    expect([login, (await ofPerson(login)).address]).toEqual(['anv1', 'anv1@skhcn.example']);
  });

  it('is never anybody else’s again: not when it is changed, not when the mailbox is removed', async () => {
    const login = await person('Trần Văn Đổi');
    const { id, address } = await ofPerson(login);
    const { address: renamed } = await run(renameMailbox, { id, localPart: 'doi.tran', reason: 'Yêu cầu' });
    expect(renamed).toBe('doi.tran@skhcn.example');
    await unit('KE');
    await expect(ofUnit('KE', 'doitv')).rejects.toMatchObject({ findings: [expect.objectContaining({ code: 'address-taken' })] });
    await run(changeMailboxStatus, { id, status: 'removed', reason: 'Nghỉ việc' });
    await expect(ofUnit('KE', 'doi.tran')).rejects.toMatchObject(refused('address-taken'));
    expect((await ofPerson(login)).address).toBe('doitv1@skhcn.example');
    expect(await read(id)).toMatchObject({ address: renamed, status: 'removed', addresses: [{ address: renamed, until: expect.any(String) as string }, { address }] });
    await expect(run(renameMailbox, { id, localPart: 'khac', reason: 'x' })).rejects.toMatchObject({ code: 'directory.mailbox-status' });
  });

  it('goes back to an earlier one of the same mailbox, and two who ask for one get one', async () => {
    await unit('HAI');
    await unit('BA');
    const { id } = await ofUnit('HAI');
    await run(renameMailbox, { id, localPart: 'phonghai', reason: 'x' });
    expect(await run(renameMailbox, { id, localPart: 'hai', reason: 'x' })).toEqual({ address: 'hai@skhcn.example' });
    const asked = await Promise.allSettled([ofUnit('HAI', 'chung'), ofUnit('BA', 'chung')]);
    expect(asked.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'made')).sort()).toEqual(['directory.mailbox-refused', 'made']);
  });
});

describe('A mailbox', () => {
  it('reaches every state, and comes back from all but the last', async () => {
    expect(new Set(Object.values(NEXT_STATUSES).flat())).toEqual(new Set(MAILBOX_STATUSES));
    await unit('TT');
    const { id } = await ofUnit('TT');
    for (const status of ['suspended', 'active', 'archived', 'active', 'removed'] as const) await run(changeMailboxStatus, { id, status, reason: 'x' });
    for (const status of ['active', 'suspended', 'archived'] as const) {
      await expect(run(changeMailboxStatus, { id, status, reason: 'x' })).rejects.toMatchObject({ code: 'directory.mailbox-status' });
    }
  });

  it('is known to be unused by what the mail system tells, which never goes back', async () => {
    await unit('IT');
    const { id, address } = await ofUnit('IT');
    const unused = async (day: string) => (await listMailboxes(office.database, { onDate: TODAY, unit: 'IT', unusedSince: day, limit: 9 })).items.length;
    expect(await unused(TODAY)).toBe(0);
    expect(await unused('2026-06-16')).toBe(1);
    const note = (usedAt: string, of = address) => run(noteMailboxUses, { items: [{ address: of, usedAt }] });
    expect(await note('2026-06-10T01:00:00Z')).toEqual({ noted: 1 });
    for (const stale of ['2026-06-09T01:00:00Z', '2026-06-16T01:00:00Z']) expect(await note(stale)).toEqual({ noted: 0 });
    expect(await note('2026-06-11T01:00:00Z', 'khong@skhcn.example')).toEqual({ noted: 0 });
    expect((await read(id)).lastUsedAt).toBe('2026-06-10T01:00:00.000Z');
    expect([await unused('2026-06-10'), await unused('2026-06-11')]).toEqual([0, 1]);
  });
});

describe('The mailbox of a unit', () => {
  it('belongs to its head; when the head changes its handover is due, told to the new one, and recorded', async () => {
    const old = await unit('BG');
    const { id, address } = await ofUnit('BG');
    expect(await read(id)).toMatchObject({ managers: [old.login], handoverDue: false });
    await run(endAppointment, { postId: old.postId, lastDay: '2026-06-14' });
    expect(await read(id)).toMatchObject({ managers: [], handoverDue: false });
    const next = await holder('BG', 'head', TODAY);
    expect(await read(id)).toMatchObject({ managers: [next.login], handoverDue: true });
    expect((await listMailboxes(office.database, { onDate: TODAY, handoverDue: true, unit: 'BG', limit: 9 })).items).toHaveLength(1);
    const told: object[] = [];
    await run(remindOfHandovers, { tell: async (_context, each) => void told.push(each) });
    expect(told).toContainEqual({ mailboxId: id, address, head: next.login });

    const handOver = (to: string, groups: string[], as: string, on = TODAY) => run(handOverMailbox, { id, to, on, note: 'Biên bản 01', groups }, as);
    await expect(handOver(next.login, ['staff'], 'ai')).rejects.toMatchObject({ code: 'directory.mailbox-forbidden' });
    await expect(handOver(old.login, ['it'], 'it')).rejects.toMatchObject(refused('heads-no-such-unit', 'handed-over-already'));
    await expect(handOver(next.login, [], old.login, '2026-06-16')).rejects.toMatchObject(refused('handover-in-future'));
    await handOver(next.login, [], old.login);
    expect(await read(id)).toMatchObject({ handoverDue: false, handovers: [{ from: old.login, to: next.login, on: TODAY }] });
  });

  it('goes with the work of the unit to the head of its successor', async () => {
    await unit('CU');
    const heir = await unit('MOI');
    const { id } = await ofUnit('CU');
    await run(dissolveUnit, { code: 'CU', lastDay: TODAY, successor: 'MOI', dryRun: false });
    expect(await read(id, '2026-06-16')).toMatchObject({ managers: [heir.login], handoverDue: true });
  });

  it('is used besides by people of the unit whom its head names, for their days', async () => {
    const head = await unit('UQ');
    const [staff, stranger] = [await holder('UQ', 'staff'), await unit('LA')];
    const { id } = await ofUnit('UQ');
    const grant = (login: string, { as = head.login, groups = [] as string[], from = TODAY, to = undefined as string | undefined } = {}) =>
      run(grantMailboxUse, { id, login, from, to, groups }, as);
    await expect(grant(staff.login, { as: staff.login })).rejects.toMatchObject({ code: 'directory.mailbox-forbidden' });
    await expect(grant(stranger.login)).rejects.toMatchObject(refused('not-of-unit'));
    await expect(grant(staff.login, { from: '2026-06-01', to: '2026-05-01' })).rejects.toMatchObject(refused('ends-before-it-begins', 'last-day-passed'));
    const { useId } = await grant(staff.login, { to: '2026-06-30' });
    await expect(grant(staff.login, { from: '2026-06-30' })).rejects.toMatchObject(refused('uses-mailbox-already'));
    expect([(await read(id)).users, (await read(id, '2026-07-01')).users]).toEqual([[staff.login], []]);
    await run(endMailboxUse, { id, useId, groups: ['chief-of-office'] });
    expect((await read(id)).users).toEqual([]);
    await expect(run(endMailboxUse, { id, useId, groups: ['admin'] })).rejects.toMatchObject({ code: 'directory.mailbox-use-not-found' });
    await grant(staff.login, { from: '2026-06-16' });
    const own = await ofPerson(staff.login);
    await expect(run(grantMailboxUse, { id: own.id, login: head.login, from: TODAY, groups: ['admin'] })).rejects.toMatchObject(refused('mailbox-of-person'));
  });

  it('of the leadership is entrusted to heads, too', async () => {
    const { login } = await unit('TTR');
    const { id } = await ofUnit('LD', 'sokhcn');
    await run(grantMailboxUse, { id, login, from: TODAY, groups: ['chief-of-office'] });
  });
});
