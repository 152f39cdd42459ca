import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let desk: ReplyDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new ReplyDesk(api);
}, 120_000);
afterAll(() => api.close());

const failedJobs = async () => (await api.get('namcn', 'jobs?status=failed')).body.items;

describe('an answer whose number is voided', () => {
  const voidNumber = (id: string) => api.post('anhdtl', `outgoing-documents/${id}/void`, { reason: 'Lấy số nhầm' });

  it('while its number is to be verified leads the case back to the head; the next answer ends it', async () => {
    const owed = await desk.owe({}, { coordinating: ['QLKH'] });
    const answerId = await desk.answer(owed, 'oanhhtk');
    await desk.outgoing.taskOf('tuanda', owed.id, 'verification');
    expect(await voidNumber(answerId)).toMatchObject({ status: 204 });
    expect(await desk.openTasks(owed)).toEqual(['Task_Assign']);
    expect(await desk.line(owed)).toMatchObject({ progress: 'Còn nợ văn bản trả lời', replySymbols: null });

    await desk.verify(owed, await desk.answer(owed));
    expect(await desk.openTasks(owed)).toEqual([]);
    expect(await desk.line(owed)).toMatchObject({ progress: 'Đã trả lời đúng hạn' });
    expect(await failedJobs()).toEqual([]);
  });

  it('after the case has ended gives the work to the head again, who hears of it; the next answer closes the document', async () => {
    const owed = await desk.owe();
    const answerId = await desk.answer(owed);
    await desk.verify(owed, answerId);
    expect(await voidNumber(answerId)).toMatchObject({ status: 204 });
    expect(await desk.read(owed)).toMatchObject({ status: 'in-progress', obligation: { status: 'open' } });
    expect(await desk.openTasks(owed)).toEqual(['Task_Assign']);
    const { body: notices } = await api.get('cuongpv', 'notifications');
    expect(notices.items[0]).toMatchObject({ title: expect.stringContaining('Lại phải phúc đáp') as string });
    expect(await desk.line(owed)).toMatchObject({ progress: 'Còn nợ văn bản trả lời' });

    await desk.answer(owed);
    await eventually(async () => (await desk.read(owed)).status === 'closed');
    await eventually(async () => (await desk.openTasks(owed)).length === 0);
    expect(await failedJobs()).toEqual([]);
  });
});
