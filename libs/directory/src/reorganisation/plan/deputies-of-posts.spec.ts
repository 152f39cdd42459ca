import { listAudit } from '#audit';
import { delegatePost, endDelegation, getPlan } from '../../index.js';
import { openPlanOffice, type PlanOffice, TODAY } from '../../../../../test/support/plan-office.js';

let office: PlanOffice;
beforeEach(async () => {
  office = await openPlanOffice(['AA', 'BB']);
  office.told.length = 0;
});
afterEach(() => office.close());

const tell = () => Promise.resolve();
const days = { from: '2026-06-10', to: '2026-06-30', basis: 'Đi học, 12/TB-SKHCN' };
const delegate = (postId: string, deputy: string, more: object = {}) =>
  office.run(delegatePost, { ...days, postId, deputy, groups: ['personnel'], mostDays: 31, tell, ...more });
const merged = (people: object[]) => [{ kind: 'merge', units: ['AA', 'BB'], into: { code: 'AB', name: 'Phòng AB' }, people }];
const BB_STEPS_DOWN = { login: 'bb', role: 'deputy-head', title: 'Phó Trưởng phòng' };
const heard = () => office.told.map(({ people, of: { deputy, title, from, to, ended } }) => ({ people, deputy, title, from, to, ended }));

it('A deputy hears, and whoever he stands for, that the post goes on in another unit and he with it; it stands in the trail of the holder', async () => {
  const [{ postId }, deputy] = [await office.holder('ann', 'AA', 'staff'), await office.holder('dung', 'BB', 'staff')];
  const { id: former } = await delegate(postId, deputy.login);
  await office.approve(await office.submitted(merged([BB_STEPS_DOWN])));
  expect(heard()).toEqual([{ people: ['ann', 'dung'], deputy: 'dung', title: 'staff AA', from: TODAY, to: '2026-06-30', ended: null }]);
  const [now] = await office.database.query<{ id: string; unit: string }>(
    `select d.id, unit_code as unit from delegation d join post on post.id = post_id where deputises_on(d, $1) and held_on(post, $1)`,
    [TODAY],
  );
  expect(now).toEqual({ id: office.told[0]!.of.delegationId, unit: 'AB' });
  const { items } = await listAudit(office.database, { subject: 'person', subjectId: 'ann', limit: 50 });
  expect(items.map(({ detail }) => detail)).toContainEqual(expect.objectContaining({ delegationId: now!.id, old: { delegationId: former, postId } }));
});

it('A deputy hears that he does the work no more where the post ends or becomes another', async () => {
  const [left, became] = [await office.holder('ann', 'AA', 'staff'), await office.holder('minh', 'AA', 'deputy-head')];
  await office.holder('dung', 'BB', 'staff');
  await delegate(left.postId, 'dung');
  await delegate(became.postId, 'dung');
  const people = [BB_STEPS_DOWN, { login: 'ann', leaves: true }, { login: 'minh', role: 'staff', title: 'Chuyên viên' }];
  await office.approve(await office.submitted(merged(people)));
  const ended = { on: TODAY, reason: 'Quyết định số 1/QĐ ngày 01/06/2026 của Sở' };
  expect(heard()).toEqual(expect.arrayContaining([expect.objectContaining({ people: ['ann', 'dung'], ended }), expect.objectContaining({ people: ['minh', 'dung'], ended })]));
});

it('A check tells nobody anything', async () => {
  const { postId } = await office.holder('ann', 'AA', 'staff');
  await office.holder('dung', 'BB', 'staff');
  await delegate(postId, 'dung');
  await office.submitted(merged([BB_STEPS_DOWN]));
  expect(office.told).toEqual([]);
});

describe('Two posts of one person that become one', () => {
  const both = async () => [await office.holder('ann', 'AA', 'staff'), await office.holder('ann', 'BB', 'staff')] as const;

  it('do not both bring a deputy: the check says so, until one of the delegations is ended', async () => {
    const [one, other] = await both();
    await office.holder('dung', 'BB', 'staff');
    await office.holder('hoa', 'BB', 'staff');
    await delegate(one.postId, 'dung');
    const { id } = await delegate(other.postId, 'hoa', { from: '2026-06-30', to: '2026-07-05' });
    await expect(office.checked(merged([BB_STEPS_DOWN]))).rejects.toMatchObject({
      findings: [{ where: 'lines[0]', code: 'has-other-deputy', what: expect.stringContaining('dung until 2026-06-30 and hoa from 2026-06-30') as string }],
    });
    await office.run(endDelegation, { id, reason: 'Sáp nhập', groups: ['personnel'], giveBack: () => Promise.resolve(), tell });
    await office.approve(await office.submitted(merged([BB_STEPS_DOWN])));
    expect(heard()).toHaveLength(1);
  });

  it('may, one after the other', async () => {
    const [one, other] = await both();
    await office.holder('dung', 'BB', 'staff');
    await delegate(one.postId, 'dung');
    await delegate(other.postId, 'dung', { from: '2026-07-01', to: '2026-07-05' });
    const id = await office.submitted(merged([BB_STEPS_DOWN]));
    await office.approve(id);
    expect((await getPlan(office.database, id)).status).toBe('done');
  });

  it('are also found where the unit that takes the other in goes on', async () => {
    const [one, other] = await both();
    await office.holder('dung', 'BB', 'staff');
    await delegate(one.postId, 'dung');
    await delegate(other.postId, 'dung');
    const lines = [{ kind: 'dissolve', unit: 'AA', into: 'BB', people: [{ login: 'aa', role: 'deputy-head', title: 'Phó Trưởng phòng' }] }];
    await expect(office.checked(lines)).rejects.toMatchObject({ findings: [{ code: 'has-other-deputy' }] });
  });
});
