import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type Asked, QuestionDesk } from './question-desk.js';

describe('answers to questions of the public', () => {
  let api: ApiUnderTest;
  let desk: QuestionDesk;
  beforeAll(async () => {
    api = await startApi({ WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn' });
    desk = new QuestionDesk(api);
  }, 120_000);
  afterAll(() => api.close());

  const today = () => new Date(api.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

  const given = async (unit: string, head: string, handler: string): Promise<Asked> => {
    const asked = await desk.ask();
    await desk.do('oanhhtk', asked, { decision: 'accept' });
    await desk.do('baotq', asked, { unit });
    await desk.do(head, asked, { decision: 'give', handler });
    await desk.stage(asked, 'drafting');
    return asked;
  };

  /** Which of these have the task of the question before them. */
  const offeredTo = async ({ instanceId }: Asked, logins: readonly string[]) => {
    const lists = await Promise.all(logins.map(async (login) => (await api.get(login, 'tasks?scope=group&limit=200')).body.items));
    return logins.filter((_login, index) => lists[index].some((item: { instanceId: string }) => item.instanceId === instanceId));
  };
  const PEOPLE = ['cuongpv', 'habtt', 'tuanda', 'dungnh', 'baotq', 'hangltm'];

  /** What comes of it where an operator has given the task to somebody all the same. */
  const doAllTheSame = async (login: string, holder: string, asked: Asked, variables: object) => {
    const task = await desk.task(holder, asked);
    await api.post('namcn', `tasks/${task}/change`, { changes: { assignee: login }, reason: 'x' });
    const { status, body } = await api.post(login, `tasks/${task}/complete`, { variables });
    await api.post('namcn', `tasks/${task}/change`, { changes: { assignee: null }, reason: 'x' });
    return { status, code: body?.code };
  };
  const forbidden = { status: 403, code: 'website.forbidden' };

  it('are offered to nobody who wrote an earlier version, either, nor to who handed in what another wrote', async () => {
    const asked = await given('QLCN', 'cuongpv', 'tuanda');
    await desk.write('cuongpv', asked, 'Trả lời');
    await desk.write('tuanda', asked, 'Trả lời.');
    expect(await desk.do('tuanda', asked, {})).toEqual({ status: 204 });
    await desk.task('habtt', asked);
    expect(await offeredTo(asked, PEOPLE)).toEqual(['habtt', 'dungnh']);
    expect(await doAllTheSame('cuongpv', 'habtt', asked, { decision: 'agree' })).toEqual(forbidden);
    expect(await desk.do('habtt', asked, { decision: 'return', note: 'Thêm căn cứ.' })).toEqual({ status: 204 });
    await desk.write('tuanda', asked, 'Trả lời, có căn cứ.');
    expect(await api.post('tuanda', `tasks/${await desk.task('tuanda', asked)}/hand-over`, { to: 'habtt', reason: 'Nghỉ phép.' })).toMatchObject({ status: 204 });
    expect(await desk.do('habtt', asked, {})).toEqual({ status: 204 });
    // The head has written nothing since it was given back.
    await desk.task('cuongpv', asked);
    expect(await offeredTo(asked, PEOPLE)).toEqual(['cuongpv']);
    expect(await doAllTheSame('habtt', 'cuongpv', asked, { decision: 'agree' })).toEqual(forbidden);
    expect(await desk.do('cuongpv', asked, { decision: 'agree' })).toEqual({ status: 204 });
  });

  it('go to a leader at once where nobody else may look at them, and another leader approves', async () => {
    const asked = await given('VP', 'dungnh', 'dungnh');
    await desk.write('dungnh', asked, 'Trả lời.');
    await desk.do('dungnh', asked, {});
    await desk.task('baotq', asked);
    expect(await offeredTo(asked, ['dungnh', 'anhdtl', 'baotq', 'hangltm'])).toEqual(['baotq', 'hangltm']);
    expect(await desk.do('baotq', asked, { decision: 'agree' })).toEqual({ status: 204 });
    await desk.stage(asked, 'approving');
    expect(await desk.do('baotq', asked, { decision: 'mail' })).toEqual(forbidden);
    expect(await desk.do('hangltm', asked, { decision: 'mail' })).toEqual({ status: 204 });
  });

  it('are offered to head and deputies of the unit, else to the chief of office, as far as they have not written them; nobody approves what he checked', async () => {
    const asked = await given('QLCN', 'cuongpv', 'cuongpv');
    expect(await desk.write('maint', asked, 'x')).toMatchObject({ status: 403 });
    await desk.write('cuongpv', asked, 'Trả lời.');
    expect(await desk.do('cuongpv', asked, {})).toEqual({ status: 204 });
    await desk.task('habtt', asked);
    expect(await offeredTo(asked, PEOPLE)).toEqual(['habtt', 'dungnh']);
    expect(await doAllTheSame('cuongpv', 'habtt', asked, { decision: 'agree' })).toEqual(forbidden);
    expect(await desk.do('dungnh', asked, { decision: 'agree' })).toEqual({ status: 204 });
    // He has become a leader since.
    const leader = { login: 'dungnh', unit: 'LD', role: 'leader', title: 'Phó Giám đốc Sở', from: today(), basis: 'Quyết định số 12/QĐ-UBND' };
    expect((await api.post('yenlh', 'posts', leader)).status).toBeLessThan(300);
    expect(await desk.do('dungnh', asked, { decision: 'publish' })).toEqual(forbidden);
    expect(await desk.do('baotq', asked, { decision: 'publish' })).toEqual({ status: 204 });
    await desk.stage(asked, 'answered');
  });
});
