import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

/** Nothing of it waits for the working day: its clocks run through nights and days off. */
const grave = { kind: 'mail', severity: 'critical', title: 'Thư không gửi được', description: 'Nằm lại từ sáng.', systems: ['Thư công vụ'] };
const exposed = { kind: 'password-exposure', severity: 'high', title: 'Lộ mật khẩu', description: 'Đã gõ vào trang giả.', systems: [], exposedLogin: 'maint' };

/** Whom each regulation has told, in its order, with the people of the demo office who hold these posts. */
const [HEAD, OFFICE, LEADERS, IT] = [['cuongpv'], ['dungnh'], ['baotq', 'hangltm', 'thinhpd'], ['namcn', 'sonlt', 'tungmt']];
const ROUTES = [
  {
    route: '000',
    regulation: '47/QĐ-STP',
    levels: [['trưởng đơn vị', HEAD], ['bộ phận công nghệ thông tin', IT], ['lãnh đạo cơ quan', LEADERS], ['người liên hệ cấp tỉnh', OFFICE]],
    exposure: [['bộ phận công nghệ thông tin', IT], ['Văn phòng', OFFICE], ['lãnh đạo cơ quan', LEADERS]],
  },
  {
    route: '001',
    regulation: '158/QĐ-STP',
    levels: [['Văn phòng', OFFICE], ['bộ phận công nghệ thông tin', IT], ['lãnh đạo cơ quan', LEADERS], ['người liên hệ cấp tỉnh', IT]],
    exposure: [['Văn phòng', OFFICE], ['bộ phận công nghệ thông tin', IT], ['lãnh đạo cơ quan', LEADERS], ['người liên hệ cấp tỉnh', IT]],
  },
  {
    route: '002',
    regulation: '148/QĐ-SCT',
    levels: [['lãnh đạo cơ quan và Văn phòng', [...LEADERS, ...OFFICE]], ['bộ phận công nghệ thông tin', IT], ['người liên hệ cấp tỉnh', OFFICE]],
    exposure: [['trưởng đơn vị và Văn phòng', [...HEAD, ...OFFICE]], ['bộ phận công nghệ thông tin', IT], ['lãnh đạo cơ quan', LEADERS], ['người liên hệ cấp tỉnh', OFFICE]],
  },
  {
    route: '003',
    regulation: '290/QĐ-BTP',
    levels: [['bộ phận công nghệ thông tin', IT], ['lãnh đạo cơ quan', LEADERS]],
    exposure: [['bộ phận công nghệ thông tin', IT], ['lãnh đạo cơ quan', LEADERS]],
  },
  {
    route: '004',
    regulation: '171/QĐ-BDT',
    levels: [['bộ phận công nghệ thông tin', IT], ['người liên hệ cấp tỉnh', IT], ['lãnh đạo cơ quan', LEADERS]],
    exposure: [['bộ phận công nghệ thông tin', IT], ['người liên hệ cấp tỉnh', IT], ['lãnh đạo cơ quan', LEADERS]],
  },
] as const;

describe.each(ROUTES)('by $regulation', ({ route, levels, exposure }) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ INCIDENT_ROUTE: route, SESSION_HOURS: '720' });
  }, 120_000);
  afterAll(() => api?.close());

  interface Hop {
    readonly name: string;
    readonly asked: readonly string[];
    readonly dueAt: string;
    readonly outcome: string | null;
  }
  const progressOf = async (id: string): Promise<{ hops: Hop[] }> => (await api.get('cuongpv', `incidents/${id}/progress`)).body;
  const titlesOf = async (login: string): Promise<string[]> => (await api.get(login, 'notifications?limit=200')).body.items.map(({ title }: { title: string }) => title);
  const askedBy = ({ name, asked }: Hop) => [name, [...asked].sort()];

  /** Nobody does anything: each clock runs out, no level but the next is asked then, and behind the last one the leadership hears that nobody has it. */
  async function letClimb({ id, label }: { id: string; label: string }, upTo: number): Promise<Hop[]> {
    for (let asked = 1; asked <= upTo; asked++) {
      const { hops } = await eventually(async () => {
        const progress = await progressOf(id);
        return progress.hops.length >= asked && progress;
      });
      expect(hops).toHaveLength(asked);
      api.clock.advance(Date.parse(hops.at(-1)!.dueAt) - api.clock.now().getTime() + 1_000);
    }
    await eventually(async () => (await titlesOf('baotq')).includes(`Sự cố chưa ai nhận xử lý: ${label}`));
    const { hops } = await progressOf(id);
    return hops;
  }

  it('an incident climbs by itself through the levels in their order, and whoever was asked last still takes it', async () => {
    const { status, body: reported } = await api.post('tuanda', 'incidents', grave);
    expect(status).toBe(201);
    const hops = await letClimb(reported, levels.length);
    expect(hops.map(askedBy)).toEqual(levels.map(([name, asked]) => [name, [...asked].sort()]));
    for (const [, asked] of levels) for (const login of asked) expect((await titlesOf(login)).filter((title) => title.includes(reported.label))).not.toEqual([]);

    const [name, [somebody]] = levels.at(-1)!;
    const { items } = (await api.get(somebody!, 'tasks?scope=group&limit=200')).body;
    const open = items.filter((item: { instanceId: string }) => item.instanceId === reported.instanceId);
    const outside = open.find(({ formKey }: { formKey: string }) => formKey === 'outside');
    const task = name === 'người liên hệ cấp tỉnh' ? outside : open.find(({ formKey }: { formKey: string }) => formKey === 'hop');
    const variables = name === 'người liên hệ cấp tỉnh' ? { channel: 'letter', reference: '12/SKHCN-VP' } : { hopDecision: 'handle' };
    expect((await api.post(somebody!, `tasks/${task.id}/complete`, { variables })).status).toBe(204);
    await eventually(async () => (await api.get('tuanda', `incidents/${reported.id}`)).body.handler === somebody);
  });

  it('an exposed password is locked at once and told to whom the regulation names, then those above', async () => {
    const { status, body: reported } = await api.post('maint', 'incidents', exposed);
    expect(status).toBe(201);
    const [account] = await api.office.database.query<{ status: string }>(`select status from account where login = 'maint'`);
    expect(account).toEqual({ status: 'locked' });
    expect((await letClimb(reported, exposure.length)).map(askedBy)).toEqual(exposure.map(([name, asked]) => [name, [...asked].sort()]));
  });
});
