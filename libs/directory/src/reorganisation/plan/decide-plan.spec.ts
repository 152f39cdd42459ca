import { appoint, checkPlan, getPlan, withdrawPlan } from '../../index.js';
import { openPlanOffice, type PlanOffice } from '../../../../../test/support/plan-office.js';

let office: PlanOffice;
beforeEach(async () => {
  office = await openPlanOffice(['AA', 'BB']);
  await office.run(appoint, { login: 'bb', unit: 'BB', role: 'chief-of-office', title: 'Chánh Văn phòng', from: '2026-01-01' });
});
afterEach(() => office.close());

const forbidden = (because: string) => ({ code: 'directory.plan-forbidden', message: expect.stringContaining(because) as string });
const leaves = [{ login: 'aa', leaves: true }];

describe('Who approves a plan', () => {
  it('is not who wrote it, also when he leads the agency', async () => {
    await office.run(appoint, { login: 'yenlh', unit: 'LD', role: 'leader', title: 'Phó Giám đốc', from: '2026-01-01' });
    const id = await office.submitted([{ kind: 'rename', unit: 'AA', name: 'Phòng A' }]);
    await expect(office.approve(id, 'yenlh')).rejects.toMatchObject(forbidden('he has written it'));
    expect((await getPlan(office.database, id)).status).toBe('submitted');
  });

  it('is nobody whose own post it changes', async () => {
    const id = await office.submitted([{ kind: 'rename', unit: 'BB', code: 'BC', name: 'Phòng B' }]);
    await expect(office.approve(id, 'bb')).rejects.toMatchObject(forbidden('a post of his own'));
    await office.approve(id, 'hangltm');
  });

  it.each([
    ['takes in the work of another', [{ kind: 'dissolve', unit: 'AA', into: 'BB', people: leaves }]],
    ['gives work away', [{ kind: 'split', unit: 'BB', rest: 'BB', parts: [{ code: 'BC', name: 'Phòng C' }], people: [{ login: 'aa', unit: 'BC', role: 'head', title: 'Trưởng phòng' }] }]],
    ['has another below it', [{ kind: 'move', unit: 'AA', parentCode: 'BB' }]],
    ['gets another name', [{ kind: 'rename', unit: 'BB', name: 'Văn phòng Sở' }]],
  ])('heads no unit that %s by it', async (_what, lines) => {
    const id = await office.submitted(lines);
    await expect(office.approve(id, 'bb')).rejects.toMatchObject(forbidden('a unit that he heads'));
    expect((await getPlan(office.database, id)).status).toBe('submitted');
    await office.approve(id);
    expect((await getPlan(office.database, id)).status).toBe('done');
  });

  it('is the chief of office where it leaves his unit alone', async () => {
    await office.approve(await office.submitted([{ kind: 'rename', unit: 'AA', name: 'Phòng A' }]), 'bb');
  });
});

it('A plan that others have withdrawn is neither checked nor approved any more', async () => {
  const id = await office.submitted([{ kind: 'rename', unit: 'AA', name: 'Phòng A' }]);
  await office.run(withdrawPlan, { id, groups: ['leader'], tell: office.telling.tell }, 'hangltm');
  for (const late of [office.approve(id), office.run(checkPlan, { id })]) await expect(late).rejects.toMatchObject({ code: 'directory.plan-status' });
});
