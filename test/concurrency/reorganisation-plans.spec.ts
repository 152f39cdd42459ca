import { carryOutDuePlan, getPlan, withdrawPlan } from '#directory';
import { openPlanOffice, type PlanOffice } from '../support/plan-office.js';
import { runRace } from './race.js';

let office: PlanOffice;
beforeEach(async () => {
  office = await openPlanOffice(['AA', 'BB']);
});
afterEach(() => office.close());

const LINES = [{ kind: 'merge', units: ['AA', 'BB'], into: { code: 'AB', name: 'Phòng AB' }, people: [{ login: 'bb', role: 'deputy-head', title: 'Phó Trưởng phòng' }] }];
const LATE = { refused: 'directory.plan-status' };
const approve = (id: string, login: string) => () => office.approve(id, login);
const withdraw = (id: string) => () => office.run(withdrawPlan, { id, groups: ['leader'], tell: office.telling.tell }, 'hangltm');
const carryOut = () => office.run(carryOutDuePlan, office.telling, 'system:directory');
const statusOf = async (id: string) => (await getPlan(office.database, id)).status;
/** How often the posts of the new unit were begun. */
const begun = async () => (await office.database.query<{ count: number }>(`select count(*) from post where unit_code = 'AB'`))[0]!.count;

describe('two who approve one plan', () => {
  it('the second waits and is told that it is decided; it is carried out once', async () => {
    const id = await office.submitted(LINES);
    expect(await runRace(office.database, { first: approve(id, 'baotq'), second: approve(id, 'hangltm') })).toEqual([{ gave: { status: 'done' } }, LATE]);
    expect([await statusOf(id), await begun()]).toEqual(['done', 2]);
  });

  it('the second has it carried out when the first fails', async () => {
    const id = await office.submitted(LINES);
    const [, second] = await runRace(office.database, { first: approve(id, 'baotq'), second: approve(id, 'hangltm'), firstFails: true });
    expect(second).toEqual({ gave: { status: 'done' } });
    expect([await getPlan(office.database, id), await begun()]).toEqual([expect.objectContaining({ status: 'done', decidedBy: 'hangltm' }), 2]);
  });
});

describe('who approves a plan while another withdraws it', () => {
  it('is told that it is withdrawn; nothing happens', async () => {
    const id = await office.submitted(LINES);
    expect(await runRace(office.database, { first: withdraw(id), second: approve(id, 'baotq') })).toEqual([{ gave: null }, LATE]);
    expect([await statusOf(id), await begun()]).toEqual(['withdrawn', 0]);
  });

  it('comes first: what is carried out is withdrawn no more', async () => {
    const id = await office.submitted(LINES);
    expect(await runRace(office.database, { first: approve(id, 'baotq'), second: withdraw(id) })).toEqual([{ gave: { status: 'done' } }, LATE]);
    expect(await statusOf(id)).toBe('done');
  });
});

it('Two workers carry a plan out once on its day: the second passes it by', async () => {
  const id = await office.submitted(LINES, '2026-06-16');
  await office.approve(id);
  office.clock.offsetMs += 86_400_000;
  const came = await Promise.all([carryOut(), carryOut()]);
  expect(came.filter((each) => each !== null)).toEqual([{ id, done: true }]);
  expect([await statusOf(id), await begun()]).toEqual(['done', 2]);
});
