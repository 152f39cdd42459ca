import { carryOutDuePlan, getPlan } from '../../index.js';
import { openPlanOffice, type PlanOffice, TODAY } from '../../../../../test/support/plan-office.js';

const DUE = '2026-06-20';

let office: PlanOffice;
let heard: { readonly event: string; readonly people: readonly string[] }[];
beforeEach(async () => {
  office = await openPlanOffice(['AA', 'BB']);
  heard = [];
});
afterEach(() => office.close());

const tell = (_context: unknown, { event, people }: { readonly event: string; readonly people: readonly string[] }) => Promise.resolve(void heard.push({ event, people }));
const sweep = () => office.run(carryOutDuePlan, { ...office.telling, tell }, 'system:directory');
const scheduled = async (line: object): Promise<string> => {
  const id = await office.submitted([line], DUE);
  await office.approve(id);
  return id;
};
const comesTheDay = (day = DUE) => {
  office.clock.offsetMs = Date.parse(`${day}T03:00:00Z`) - Date.now();
};

it('A due plan that meets an error of the database fails and is told of, and the next is carried out', async () => {
  const broken = await scheduled({ kind: 'rename', unit: 'AA', name: 'Phòng A' });
  const sound = await scheduled({ kind: 'rename', unit: 'BB', name: 'Phòng B' });
  await office.database.query(`
    create function refuse_aa() returns trigger language plpgsql as $$ begin raise unique_violation using message = 'hai lần'; end $$;
    create trigger refuse_aa before insert or update on unit_version for each row when (new.unit_code = 'AA') execute function refuse_aa()`);
  comesTheDay();
  expect(await sweep()).toEqual({ id: broken, done: false });
  expect(await sweep()).toEqual({ id: sound, done: true });
  expect(await getPlan(office.database, broken)).toMatchObject({ status: 'failed', findings: [{ code: 'plan-met-an-error', what: expect.stringContaining('hai lần') as string }] });
  expect(heard).toMatchObject([{ event: 'failed', people: ['yenlh', 'baotq'] }, { event: 'done' }]);
});

it('A due plan that two collide over is tried again', async () => {
  const id = await scheduled({ kind: 'rename', unit: 'AA', name: 'Phòng A' });
  await office.database.query(`
    create function collide() returns trigger language plpgsql as $$ begin raise serialization_failure; end $$;
    create trigger collide before insert or update on unit_version for each row execute function collide()`);
  comesTheDay();
  await expect(sweep()).rejects.toThrow();
  expect((await getPlan(office.database, id)).status).toBe('scheduled');
  await office.database.query('drop trigger collide on unit_version');
  expect(await sweep()).toEqual({ id, done: true });
});

it('A plan whose day went by while no worker ran counts from the day on which it is carried out', async () => {
  const id = await scheduled({ kind: 'rename', unit: 'AA', code: 'AX', name: 'Phòng AX' });
  comesTheDay('2026-06-25');
  await sweep();
  expect(await office.database.query(`select to_char(valid_from, 'YYYY-MM-DD') as day from post where unit_code = 'AX'`)).toEqual([{ day: '2026-06-25' }]);
  expect(await office.database.query('select to_char(carried_out_on, $2) as day from reorganisation_plan where id = $1', [id, 'YYYY-MM-DD'])).toEqual([{ day: '2026-06-25' }]);
});

it('Two plans under way do not move the same person', async () => {
  await office.holder('an', 'AA', 'staff');
  await office.submitted([{ kind: 'split', unit: 'AA', rest: 'AA', parts: [{ code: 'AX', name: 'Phòng AX' }], people: [{ login: 'an', unit: 'AX', role: 'head', title: 'Trưởng phòng' }] }], DUE);
  const second = office.checked([{ kind: 'split', unit: 'BB', rest: 'BB', parts: [{ code: 'BX', name: 'Phòng BX' }], people: [{ login: 'an', unit: 'BX', role: 'head', title: 'Trưởng phòng' }] }], '2026-06-22');
  await expect(second).rejects.toMatchObject({ findings: expect.arrayContaining([expect.objectContaining({ code: 'person-in-two-plans' })]) as unknown });
});

/** The mailbox of AA, which both use by leave of its head. */
const usedBy = async (...logins: string[]) => {
  const id = '01900000-0000-7000-8000-000000000001';
  await office.database.query(`insert into mailbox (id, kind, unit_code, status, managed_by, created_at, changed_at) values ($1, 'unit', 'AA', 'active', 'aa', now(), now())`, [id]);
  await office.database.query(`insert into mailbox_address (address, mailbox_id, since) values ('aa@so.example', $1, now())`, [id]);
  for (const [index, login] of logins.entries()) {
    await office.holder(login, 'AA', 'staff');
    await office.database.query(`insert into mailbox_use (id, mailbox_id, login, valid_from, granted_by, granted_at) values ($1, $2, $3, '2026-01-01', 'aa', now())`, [`01900000-0000-7000-8000-00000000001${index}`, id, login]);
  }
  return () => office.database.query('select login from mailbox_use where mailbox_id = $1 and ended_on is null', [id]);
};

it('Whoever used a mailbox by leave of the old head and goes elsewhere uses it no more', async () => {
  const users = await usedBy('an', 'binh');
  const people = [{ login: 'an', unit: 'BB' }];
  await office.approve(await office.submitted([{ kind: 'rename', unit: 'AA', code: 'AX', name: 'Phòng AX', people }], TODAY));
  expect(await users()).toEqual([{ login: 'binh' }]);
});

it('Whoever goes to another part of a unit that is split no longer uses the mailbox that stays', async () => {
  const users = await usedBy('an', 'binh');
  const people = [{ login: 'an', unit: 'AX', role: 'head', title: 'Trưởng phòng' }];
  await office.approve(await office.submitted([{ kind: 'split', unit: 'AA', rest: 'AA', parts: [{ code: 'AX', name: 'Phòng AX' }], people }], TODAY));
  expect(await users()).toEqual([{ login: 'binh' }]);
});
