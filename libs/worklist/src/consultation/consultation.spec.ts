import { cancelInstance, changeTask, suspendInstance } from '#runtime';
import { handlingTools } from '../../../../test/support/handling-tools.js';
import { claimTask, completeTask, getTask, getTaskForm, listConsultations, listTasks, remindConsulted, taskCommands } from '../index.js';
import { FORM_DATA, hidingNothing, openTaskOffice, type TaskOffice } from '../testing/task-office.js';

let office: TaskOffice;
beforeAll(async () => {
  office = await openTaskOffice({ handlers: [{ topic: 'worklist.escalate', handle: async () => ({}) }] });
});
afterAll(() => office.close());

const STAFF = ['staff', 'unit:QLCN'];
const ELSEWHERE = ['head', 'head:VP', 'unit:VP'];
let told: string[];
beforeEach(() => {
  told = [];
});
const tools = handlingTools({
  groupsOf: async (_context, login) => (['cuongpv', 'hoalt'].includes(login) ? STAFF : login === 'nobody' ? [] : ELSEWHERE),
  tell: async (_context, logins, { title, body }) => void told.push(...logins.map((login) => `${login} | ${title} | ${body}`)),
});
const { askOpinions, giveOpinion, withdrawQuestion } = taskCommands(tools);

const given = async () => (await office.openTask({ assignee: 'cuongpv', subject: 'V/v báo cáo' })).taskId;
const ask = async (taskId: string, people: string[], { by = 'cuongpv', dueAt = office.inHours(30) } = {}) => {
  const input = { taskId, groups: STAFF, people, question: 'Số liệu đúng chưa?', dueAt };
  return (await office.executor.execute(askOpinions, input, office.as(by))).ids;
};
const answer = (consultationId: string, login: string) =>
  office.executor.execute(giveOpinion, { consultationId, groups: ELSEWHERE, answer: 'Đã đúng.' }, office.as(login));
const withdraw = (consultationId: string, login = 'cuongpv') =>
  office.executor.execute(withdrawQuestion, { consultationId, groups: STAFF }, office.as(login));
const sees = (taskId: string, login: string) => getTask(office.database, { login, groups: ELSEWHERE }, taskId, hidingNothing);
const remind = () => office.executor.execute(remindConsulted, { limit: 100, tell: tools.tell }, office.as('system:worker'));
const lists = async (login: string, scope: 'asked' | 'asking' = 'asked') =>
  (await listConsultations(office.database, login, { scope, limit: 50 })).items;

describe('asking for opinions', () => {
  it('asks several at once, tells each, and leaves the task where it is', async () => {
    const taskId = await given();
    const [first] = await ask(taskId, ['lan', 'minh'], { dueAt: '2036-03-12T10:00:00.000Z' });
    expect(told).toEqual(
      ['lan', 'minh'].map((login) => `${login} | Xin ý kiến: Soạn trả lời | Phan Văn Cường hỏi: Số liệu đúng chưa? Hạn trả lời: 17:00 12/03/2036.`),
    );
    expect(await sees(taskId, 'lan')).toMatchObject({
      assignee: 'cuongpv',
      may: { claim: false, complete: false },
      openings: [{ login: 'cuongpv' }],
      consultations: [{ id: first, asked: 'lan', state: 'open' }, { asked: 'minh', state: 'open' }],
    });
    expect(await getTaskForm(office.database, { login: 'lan', groups: ELSEWHERE }, taskId, FORM_DATA, hidingNothing)).toMatchObject({ data: { subject: 'V/v báo cáo' } });
  });

  it('lets those who are asked neither complete nor claim it', async () => {
    const { taskId } = await office.openTask({ groups: ['unit:QLCN'] });
    await ask(taskId, ['lan']);
    const as = office.as('lan');
    const completed = office.executor.execute(completeTask, { taskId, groups: ELSEWHERE, variables: {}, formData: FORM_DATA }, as);
    await expect(completed).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    await expect(office.executor.execute(claimTask, { taskId, groups: ELSEWHERE }, as)).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
  });

  it('names everybody who cannot be asked, and asks nobody then', async () => {
    const taskId = await given();
    await ask(taskId, ['lan']);
    const asked = ask(taskId, ['minh', 'lan', 'cuongpv', 'nobody', 'minh'], { dueAt: office.inHours(-1) });
    await expect(asked).rejects.toMatchObject({
      code: 'worklist.consultation-refused',
      findings: [
        { where: 'people[1]', code: 'answer-awaited' },
        { where: 'people[2]', code: 'asks-oneself' },
        { where: 'people[3]', code: 'person-without-post' },
        { where: 'people[4]', code: 'person-named-twice' },
        { where: 'dueAt', code: 'due-passed' },
      ],
    });
    expect((await sees(taskId, 'lan')).consultations).toHaveLength(1);
    await expect(ask(taskId, ['minh'], { dueAt: '9999-01-01T00:00:00Z' })).rejects.toMatchObject({ findings: [{ where: 'dueAt' }] });
  });

  it('is for whoever does the task, while it is open and its case runs', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv', groups: ['unit:QLCN'] });
    await expect(ask(taskId, ['lan'], { by: 'hoalt' })).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    await office.executor.execute(suspendInstance, { instanceId, timers: 'keep-due', reason: 'x' }, office.as('tungmt'));
    await expect(ask(taskId, ['lan'])).rejects.toMatchObject({ code: 'runtime.instance-suspended' });
    await office.executor.execute(cancelInstance, { instanceId, reason: 'x' }, office.as('tungmt'));
    await expect(ask(taskId, ['lan'])).rejects.toMatchObject({ code: 'runtime.task-not-open' });
  });
});

describe('an opinion', () => {
  it('is given once, by whoever was asked, and told to who asked and who holds the task now', async () => {
    const taskId = await given();
    const [id] = await ask(taskId, ['lan', 'minh']);
    await expect(answer(id!, 'minh')).rejects.toMatchObject({ code: 'worklist.consultation-forbidden' });
    const change = { taskId, changes: { assignee: 'hoalt' }, reason: 'x', groups: ['admin'] };
    await office.executor.execute(changeTask, change, office.as('tungmt'));
    told = [];
    await answer(id!, 'lan');
    expect(told).toEqual(['cuongpv', 'hoalt'].map((login) => `${login} | Đã có ý kiến: Soạn trả lời | lan trả lời: Đã đúng.`));
    await expect(answer(id!, 'lan')).rejects.toMatchObject({ code: 'worklist.consultation-closed' });
    await expect(withdraw(id!, 'hoalt')).rejects.toMatchObject({ code: 'worklist.consultation-closed' });
  });

  it('can be asked for again once it was given', async () => {
    const taskId = await given();
    const [id] = await ask(taskId, ['lan']);
    await answer(id!, 'lan');
    expect(await ask(taskId, ['lan'])).toHaveLength(1);
  });

  it('keeps the task readable for good; who did not answer reads it no longer than it is open', async () => {
    const { taskId, instanceId } = await office.openTask({ assignee: 'cuongpv' });
    const [id] = await ask(taskId, ['lan', 'minh']);
    await answer(id!, 'lan');
    await office.executor.execute(cancelInstance, { instanceId, reason: 'x' }, office.as('tungmt'));
    expect(await sees(taskId, 'lan')).toMatchObject({ status: 'cancelled', consultations: [{ state: 'answered', answer: 'Đã đúng.' }, { state: 'lapsed' }] });
    await expect(sees(taskId, 'minh')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
  });
});

describe('a question', () => {
  it('is withdrawn by who asked or holds the task, and takes the right to read with it', async () => {
    const taskId = await given();
    const [first, second] = await ask(taskId, ['lan', 'minh']);
    await expect(withdraw(first!, 'lan')).rejects.toMatchObject({ code: 'worklist.consultation-forbidden' });
    told = [];
    await withdraw(first!);
    expect(told).toEqual(['lan | Không cần cho ý kiến nữa: Soạn trả lời | Phan Văn Cường đã rút lại câu hỏi.']);
    await expect(sees(taskId, 'lan')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    await expect(answer(first!, 'lan')).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    await office.executor.execute(changeTask, { taskId, changes: { assignee: 'hoalt' }, reason: 'x', groups: ['admin'] }, office.as('tungmt'));
    await withdraw(second!, 'hoalt');
    await expect(withdraw(second!, 'hoalt')).rejects.toMatchObject({ code: 'worklist.consultation-closed' });
  });

  it('reminds once, a day before it is due, but not before half of its time is over', async () => {
    const taskId = await given();
    await ask(taskId, ['an'], { dueAt: office.inHours(30) });
    await ask(taskId, ['binh'], { dueAt: office.inHours(4) });
    const answered = await ask(taskId, ['hai'], { dueAt: office.inHours(4) });
    await answer(answered[0]!, 'hai');
    const reminded = async () => {
      told = [];
      await remind();
      return told.map((line) => line.split(' | ').slice(0, 2)).filter(([login]) => ['an', 'binh', 'hai'].includes(login!));
    };
    expect(await reminded()).toEqual([]);
    office.clock.advance(2.5 * 3_600_000);
    expect(await reminded()).toEqual([['binh', 'Nhắc cho ý kiến: Soạn trả lời']]);
    office.clock.advance(14 * 3_600_000);
    expect(await reminded()).toEqual([['an', 'Nhắc cho ý kiến: Soạn trả lời']]);
    office.clock.advance(48 * 3_600_000);
    expect(await reminded()).toEqual([]);
  });
});

describe('lists', () => {
  it('show what one was asked and what one asks, what awaits an answer first, page by page', async () => {
    const [one, two, three] = [await given(), await given(), await given()];
    const [first] = await ask(one, ['duc']);
    const [second] = await ask(two, ['duc']);
    const [third] = await ask(three, ['duc']);
    await answer(third!, 'duc');
    await withdraw(second!);
    expect((await lists('duc')).map(({ id, state, taskId, taskName, subject }) => [id, state, taskId, taskName, subject])).toEqual([
      [first, 'open', one, 'Soạn trả lời', 'V/v báo cáo'],
      [third, 'answered', three, 'Soạn trả lời', 'V/v báo cáo'],
      [second, 'withdrawn', two, 'Soạn trả lời', 'V/v báo cáo'],
    ]);
    const ids: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 3; pages++) {
      const page = await listConsultations(office.database, 'duc', { scope: 'asked', limit: 1, after });
      ids.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    }
    expect(ids).toEqual([first, third, second]);
    expect((await lists('cuongpv', 'asking')).slice(0, 1)).not.toEqual([]);
    expect(await lists('lan', 'asking')).toEqual([]);
  });

  it('of tasks tell since when it is not new to whoever asks', async () => {
    const taskId = await given();
    const untouched = await given();
    await ask(taskId, ['lan']);
    const { items } = await listTasks(office.database, { login: 'cuongpv', groups: STAFF }, { scope: 'mine', limit: 200 }, hidingNothing);
    const opened = new Map(items.map(({ id, openedAt }) => [id, openedAt]));
    expect([opened.get(taskId), opened.get(untouched)]).toEqual([expect.any(String), null]);
  });
});
