import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { appoint, createUnit, dissolveUnit, formDirectory, groupsOf, listUnits, membersOfGroup, type PostRole, recordDissolution, registerPerson } from '../index.js';

const TODAY = '2026-06-15';
const TOMORROW = '2026-06-16';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  office.clock.offsetMs = Date.parse(`${TODAY}T03:00:00Z`) - Date.now();
  await run(createUnit, { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership' });
});
afterAll(() => office.close());

function run<Input, Output>(command: Command<Input, Output>, input: Input): Promise<Output> {
  return office.executor.execute(command, input, office.as('yenlh'));
}
const unit = (code: string, parentCode?: string) => run(createUnit, { code, name: `Phòng ${code}`, kind: 'professional', parentCode });
const holder = async (code: string, role: PostRole, from = '2026-01-01') => {
  const { login } = await run(registerPerson, { fullName: `Nguyễn Văn ${code.toLowerCase().replaceAll(/[^a-z]/g, 'x')}` });
  const { postId } = await run(appoint, { login, unit: code, role, title: role, from });
  return { login, postId };
};
const dissolve = (code: string, successor: string | null, lastDay = TODAY, dryRun = false) =>
  run(dissolveUnit, { code, successor, lastDay, dryRun });
const refusal = (...findings: object[]) => ({ code: 'directory.dissolution-refused', findings: findings.map((each) => expect.objectContaining(each) as object) });
const groups = (login: string, day = TOMORROW) => groupsOf(office.database, login, day);
const members = (group: string, day = TOMORROW) => membersOfGroup(office.database, group, day);
describe('A unit that ends', () => {
  it('gives what it has, from the day after on, to the holders of the same posts of its successor', async () => {
    await unit('CU');
    await unit('MOI');
    const [oldHead, newHead, newStaff] = [await holder('CU', 'head'), await holder('MOI', 'head'), await holder('MOI', 'staff')];
    expect(await dissolve('CU', 'MOI')).toEqual({
      code: 'CU',
      lastDay: TODAY,
      successor: 'MOI',
      posts: [{ postId: oldHead.postId, login: oldHead.login, title: 'head' }],
      work: [],
    });
    expect(await groups(oldHead.login, TODAY)).toEqual(['head', 'head:CU', 'unit:CU']);
    expect(await groups(newHead.login, TODAY)).toEqual(['head', 'head:MOI', 'unit:MOI']);
    expect(await groups(oldHead.login)).toEqual([]);
    expect(await groups(newHead.login)).toEqual(['head', 'head:MOI', 'unit:MOI', 'head:CU', 'unit:CU']);
    expect(await members('head:CU', TODAY)).toEqual([oldHead.login]);
    expect(await members('head:CU')).toEqual([newHead.login]);
    expect(await members('unit:CU')).toEqual([newHead.login, newStaff.login].sort());
    expect(await members('head')).toContain(newHead.login);
    expect((await listUnits(office.database)).find(({ code }) => code === 'CU')).toMatchObject({ validTo: TODAY, successor: 'MOI' });
    const directory = await formDirectory(office.database, TOMORROW);
    expect(directory.units.map(({ value }) => value)).not.toContain('CU');
    expect(directory.people.find(({ value }) => value === newStaff.login)?.units).toEqual(['CU', 'MOI']);
    await expect(run(appoint, { login: newStaff.login, unit: 'CU', role: 'staff', title: 'x', from: TODAY })).rejects.toMatchObject({
      code: 'directory.appointment-invalid',
      findings: [{ where: 'to' }],
    });
  });

  it('hands on what it had inherited itself, however often', async () => {
    for (const code of ['A', 'B', 'C']) await unit(code);
    const last = await holder('C', 'deputy-head');
    await dissolve('A', 'B');
    await dissolve('B', 'C', TOMORROW);
    expect(await members('deputy-head:A', TOMORROW)).toEqual([]);
    expect(await members('deputy-head:A', '2026-06-17')).toEqual([last.login]);
    expect(await groups(last.login, '2026-06-17')).toEqual(expect.arrayContaining(['deputy-head:A', 'unit:A', 'unit:B']));
  });

  it('is shown as it would be by a dry run, which changes nothing', async () => {
    await unit('KHO');
    await unit('NHAN');
    const { login } = await holder('KHO', 'head');
    expect((await dissolve('KHO', 'NHAN', TODAY, true)).posts).toMatchObject([{ login }]);
    expect(await groups(login)).toEqual(['head', 'head:KHO', 'unit:KHO']);
  });
});

describe('It is refused', () => {
  it('for a unit with open work and no successor, each kind with how much there is', async () => {
    await unit('VIEC');
    await office.database.query(
      `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at)
       values (gen_random_uuid(), 'draft', 'CV', 'V/v họp', 'VIEC', 'x', 1, now())`,
    );
    await expect(dissolve('VIEC', null)).rejects.toMatchObject(refusal({ where: 'successor', code: 'work-without-successor' }));
    await unit('KE');
    expect((await dissolve('VIEC', 'KE', TODAY, true)).work).toMatchObject([{ kind: 'draft', count: 1, items: [{ label: expect.stringMatching(/^Dự thảo của /) }] }]);
  });

  it('for successors that are unknown, the unit itself, the leadership, ended, or lead back', async () => {
    for (const code of ['X', 'Y', 'Z']) await unit(code);
    await expect(dissolve('X', 'KHONG')).rejects.toMatchObject(refusal({ code: 'unit-unknown' }));
    await expect(dissolve('X', 'X')).rejects.toMatchObject(refusal({ code: 'successor-of-itself' }));
    await expect(dissolve('X', 'LD')).rejects.toMatchObject(refusal({ code: 'unit-leads-the-agency' }));
    await dissolve('Y', 'X', TOMORROW);
    await expect(dissolve('X', 'Y', TODAY)).rejects.toMatchObject(refusal({ code: 'successor-of-itself' }));
    await expect(dissolve('Z', 'Y', TOMORROW)).rejects.toMatchObject(refusal({ code: 'successor-ends' }));
    await expect(dissolve('Y', 'Z')).rejects.toMatchObject(refusal({ code: 'unit-ends-already' }));
    await expect(dissolve('KHONG', 'X')).rejects.toMatchObject({ code: 'directory.unit-not-found' });
  });

  it('for the leadership, for a day that has passed, with parts of its own and with posts to come', async () => {
    await unit('ME');
    await unit('CON', 'ME');
    await holder('ME', 'staff', '2026-07-01');
    await expect(dissolve('LD', 'ME')).rejects.toMatchObject(refusal({ code: 'unit-leads-the-agency' }));
    await expect(dissolve('ME', null, '2026-06-14')).rejects.toMatchObject(
      refusal({ code: 'last-day-passed' }, { code: 'unit-has-parts' }, { code: 'post-begins-later' }),
    );
  });
});

describe('The decision that a unit ends', () => {
  const decide = (code: string, groups: string[]) => run(recordDissolution, { code, successor: null, lastDay: TODAY, dryRun: true, groups });

  it('is not entered by who may not end a post in it, nor for the last administrators', async () => {
    await unit('TIN');
    await holder('TIN', 'it');
    await holder('TIN', 'admin');
    await expect(decide('TIN', ['personnel'])).rejects.toMatchObject({ code: 'directory.appointment-forbidden' });
    await expect(decide('TIN', ['admin'])).rejects.toMatchObject(refusal({ code: 'last-administrator' }));
    await unit('TIN-HAI');
    await holder('TIN-HAI', 'admin');
    expect(await decide('TIN', ['admin'])).toMatchObject({ code: 'TIN' });
  });

  it('is not entered by who has a post in it himself', async () => {
    await unit('RIENG');
    await run(registerPerson, { fullName: 'Lê Hải Yến', login: 'yenlh' });
    await run(appoint, { login: 'yenlh', unit: 'RIENG', role: 'personnel', title: 'Trưởng phòng', from: '2026-01-01' });
    await expect(decide('RIENG', ['personnel'])).rejects.toMatchObject({ code: 'directory.appointment-forbidden' });
  });
});
