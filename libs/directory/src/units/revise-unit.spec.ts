import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { appoint, createUnit, dissolveUnit, getUnit, listUnits, registerPerson, reportingLine, reviseUnit, settleUnits } from '../index.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  goTo('2026-06-15');
  await run(createUnit, { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership', sort: 1 });
});
afterAll(() => office.close());

const goTo = (day: string) => {
  office.clock.offsetMs = Date.parse(`${day}T03:00:00Z`) - Date.now();
};
function run<Input, Output>(command: Command<Input, Output>, input: Input): Promise<Output> {
  return office.executor.execute(command, input, office.as('yenlh'));
}
const unit = (code: string, more: { parentCode?: string; validFrom?: string } = {}) => run(createUnit, { code, name: `Phòng ${code}`, kind: 'professional', ...more });
const revise = (code: string, from: string, change: { name?: string; parentCode?: string | null }) => run(reviseUnit, { code, from, basis: 'QĐ 1', ...change });
const nameOn = async (code: string, on?: string) => (await listUnits(office.database, { on })).find((each) => each.code === code)?.name;
const refused = (code: string) => ({ code: 'directory.unit-revision-refused', findings: [expect.objectContaining({ code }) as object] });

describe('A unit that is renamed', () => {
  it('has each name in its time, and the new one everywhere once its day has come', async () => {
    await unit('DOI');
    await revise('DOI', '2026-07-01', { name: 'Phòng  Đổi mới' });
    expect([await nameOn('DOI', '2026-06-30'), await nameOn('DOI', '2026-07-01'), await nameOn('DOI')]).toEqual(['Phòng DOI', 'Phòng Đổi mới', 'Phòng DOI']);
    expect(await run(settleUnits, undefined)).toEqual({ settled: 0 });
    goTo('2026-07-01');
    expect(await run(settleUnits, undefined)).toEqual({ settled: 1 });
    expect(await nameOn('DOI')).toBe('Phòng Đổi mới');
    expect((await getUnit(office.database, 'DOI', '2026-07-01')).history).toEqual([
      { from: null, name: 'Phòng DOI', parentCode: null, basis: null },
      { from: '2026-07-01', name: 'Phòng Đổi mới', parentCode: null, basis: 'QĐ 1' },
    ]);
    goTo('2026-06-15');
  });

  it('on a day that has come already, has its name at once', async () => {
    await unit('NGAY');
    await revise('NGAY', '2026-06-01', { name: 'Phòng Ngay' });
    expect([await nameOn('NGAY'), await nameOn('NGAY', '2026-05-31')]).toEqual(['Phòng Ngay', 'Phòng NGAY']);
  });

  it('is corrected under the same day as long as that has not come, and not before a change that stands', async () => {
    await unit('SUA');
    await revise('SUA', '2026-08-01', { name: 'Phòng Sai' });
    await revise('SUA', '2026-08-01', { name: 'Phòng Đúng' });
    expect(await nameOn('SUA', '2026-08-01')).toBe('Phòng Đúng');
    await expect(revise('SUA', '2026-07-01', { name: 'Phòng Khác' })).rejects.toMatchObject(refused('changed-later-already'));
    await expect(revise('SUA', '2026-09-01', { name: 'Phòng Đúng' })).rejects.toMatchObject(refused('unit-unchanged'));
    await expect(revise('KHONG', '2026-09-01', { name: 'x' })).rejects.toMatchObject({ code: 'directory.unit-not-found' });
  });
});

describe('A unit that is moved', () => {
  it('never comes to stand below itself, also not by two changes to come', async () => {
    await unit('ME');
    await unit('CON', { parentCode: 'ME' });
    await expect(revise('ME', '2026-07-01', { parentCode: 'CON' })).rejects.toMatchObject(refused('circular-parents'));
    await expect(revise('ME', '2026-07-01', { parentCode: 'ME' })).rejects.toMatchObject(refused('circular-parents'));
    await revise('CON', '2026-07-01', { parentCode: null });
    await revise('ME', '2026-07-01', { parentCode: 'CON' });
    await expect(revise('CON', '2026-08-01', { parentCode: 'ME' })).rejects.toMatchObject(refused('circular-parents'));
  });

  it('is not when two people move two units below each other at once', async () => {
    await unit('MOT');
    await unit('HAI');
    const moved = await Promise.allSettled([revise('MOT', '2026-07-01', { parentCode: 'HAI' }), revise('HAI', '2026-07-01', { parentCode: 'MOT' })]);
    expect(moved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('goes below units that are there on that day, never above the leadership', async () => {
    await unit('MAI', { validFrom: '2026-09-01' });
    await unit('NAY');
    await expect(revise('NAY', '2026-08-01', { parentCode: 'MAI' })).rejects.toMatchObject(refused('unit-not-there-yet-or-ended'));
    await expect(revise('NAY', '2026-08-01', { parentCode: 'KHONG' })).rejects.toMatchObject(refused('unit-unknown'));
    await expect(revise('LD', '2026-08-01', { parentCode: 'NAY' })).rejects.toMatchObject(refused('leadership-below-unit'));
    await expect(revise('MAI', '2026-08-01', { name: 'Phòng Sớm' })).rejects.toMatchObject(refused('outside-life-of-unit'));
    await revise('NAY', '2026-09-01', { parentCode: 'MAI' });
  });

  it('no longer keeps the unit it leaves from being dissolved', async () => {
    await unit('BO');
    await unit('ROI', { parentCode: 'BO' });
    const dissolve = () => run(dissolveUnit, { code: 'BO', lastDay: '2026-06-30', successor: null, dryRun: true });
    await expect(dissolve()).rejects.toMatchObject({ findings: [expect.objectContaining({ code: 'unit-has-parts' })] });
    await revise('ROI', '2026-07-01', { parentCode: null });
    await expect(dissolve()).resolves.toMatchObject({ code: 'BO' });
  });
});

describe('A unit that begins on a day', () => {
  it('is listed, and takes people, from that day on', async () => {
    await unit('SAP', { validFrom: '2026-09-01' });
    expect([await nameOn('SAP', '2026-08-31'), await nameOn('SAP', '2026-09-01')]).toEqual([undefined, 'Phòng SAP']);
    const { login } = await run(registerPerson, { fullName: 'Lê Văn Sớm' });
    const post = { login, unit: 'SAP', role: 'staff', title: 'Chuyên viên' } as const;
    await expect(run(appoint, { ...post, from: '2026-08-31' })).rejects.toMatchObject({ findings: [{ code: 'unit-not-there-yet' }] });
    await run(appoint, { ...post, from: '2026-09-01' });
  });

  it('is told among those that nobody heads, until somebody does', async () => {
    await unit('TRONG');
    const unheaded = async (on: string) => (await listUnits(office.database, { on, withoutHeadOn: on })).map(({ code }) => code);
    const { login } = await run(registerPerson, { fullName: 'Lê Văn Đầu' });
    await run(appoint, { login, unit: 'TRONG', role: 'deputy-head', title: 'Phó', from: '2026-01-01' });
    await run(appoint, { login, unit: 'TRONG', role: 'head', title: 'Trưởng', from: '2026-07-01' });
    expect(await unheaded('2026-06-30')).toEqual(expect.arrayContaining(['LD', 'TRONG']));
    expect(await unheaded('2026-07-01')).not.toContain('TRONG');
  });
});

it('Whoever stands above somebody is found through the units, past those that nobody heads', async () => {
  await unit('TREN');
  await unit('GIUA', { parentCode: 'TREN' });
  await unit('DUOI', { parentCode: 'GIUA' });
  const person = async (fullName: string, unitCode: string, role: 'leader' | 'head' | 'staff', from = '2026-01-01') => {
    const { login } = await run(registerPerson, { fullName });
    await run(appoint, { login, unit: unitCode, role, title: role, from });
    return login;
  };
  const leader = await person('Trần Văn Cả', 'LD', 'leader');
  const top = await person('Trần Văn Trên', 'TREN', 'head');
  const low = await person('Trần Văn Dưới', 'DUOI', 'head');
  const staff = await person('Trần Văn Nhân', 'DUOI', 'staff');
  const above = async (login: string, on = '2026-06-15') => (await reportingLine(office.database, login, on)).map(({ people }) => people.map((each) => each.login));
  expect(await above(staff)).toEqual([[low], [top], [leader]]);
  expect(await above(low)).toEqual([[top], [leader]]);
  expect(await above(top)).toEqual([[leader]]);
  expect(await above(leader)).toEqual([]);
  const middle = await person('Trần Văn Giữa', 'GIUA', 'head', '2026-07-01');
  expect(await above(staff, '2026-07-01')).toEqual([[low], [middle], [top], [leader]]);
  await revise('DUOI', '2026-07-01', { parentCode: null });
  expect(await above(staff, '2026-07-01')).toEqual([[low], [leader]]);
  await expect(above('khongai')).rejects.toMatchObject({ code: 'directory.person-not-found' });
});
