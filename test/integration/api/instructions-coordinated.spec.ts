import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type InstructionDesk, instructionDesk, order } from './instruction-desk.js';

const HOUR_MS = 3_600_000;

/** Documents that ask for no reply: their coordinating units work beside the lead unit. */
describe('the coordinating units of a document that asks for no reply', () => {
  let api: ApiUnderTest;
  let desk: InstructionDesk;
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720' });
    desk = instructionDesk(api);
  }, 120_000);
  afterAll(() => api.close());

  const contributions = async (id: string) => (await desk.document(id)).contributions;
  const closed = (id: string) => eventually(async () => (await desk.document(id)).status === 'closed');

  it('are asked for their part, and the document is closed when each of them is done', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH', 'TDC'] });
    const task = await desk.taskOf('oanhhtk', id, 'contribution');
    const { units } = (await desk.document(id)).instruction;
    const { dueAt } = units.find(({ unit }: { unit: string }) => unit === 'QLKH');
    expect((await api.get('oanhhtk', `tasks/${task.id}`)).body.dueAt).toBe(dueAt);
    expect(await desk.noticesOf('khanhvd', id)).toEqual([]);

    await desk.complete('cuongpv', id, 'handling', { result: 'Đã báo cáo.' });
    await desk.complete('oanhhtk', id, 'contribution', { contribution: 'Nhất trí.' });
    await eventually(async () => (await contributions(id)).length === 1);
    expect((await desk.document(id)).status).toBe('in-progress');
    await desk.complete('khanhvd', id, 'contribution', { contribution: 'Bổ sung số liệu.' });
    await closed(id);
    expect(await contributions(id)).toMatchObject([
      { unit: 'QLKH', status: 'given', content: 'Nhất trí.', contributedByName: expect.any(String) },
      { unit: 'TDC', status: 'given', contributedBy: 'khanhvd' },
    ]);
  });

  it('are added and taken out while it is dealt with, whoever leads, and the document waits for those that are left', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'] });
    await desk.taskOf('oanhhtk', id, 'contribution');
    expect(await desk.change('baotq', id, order('TDC', { VP: 'coordinating', QLCN: 'coordinating' }))).toMatchObject({ status: 200 });
    expect(await desk.tasksOf('oanhhtk', id)).toEqual([]);
    await desk.taskOf('tuanda', id, 'contribution');
    await desk.complete('tramvn', id, 'contribution', { contribution: 'Nhất trí.' });
    await desk.complete('khanhvd', id, 'handling', { result: 'Đã báo cáo.' });
    await eventually(async () => (await contributions(id)).length === 1);
    expect((await desk.document(id)).status).toBe('in-progress');
    expect(await desk.change('baotq', id, order('TDC', { VP: 'coordinating' }))).toMatchObject({ status: 200 });
    await closed(id);
  });

  it('go on while the document is returned, but for the one that then leads', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH', 'TDC'] });
    const [asked] = [await desk.taskOf('oanhhtk', id, 'contribution')];
    await desk.taskOf('khanhvd', id, 'contribution');
    await desk.complete('cuongpv', id, 'handling', { response: 'return', returnReason: 'Không thuộc chức năng của phòng.' });
    await desk.complete('hangltm', id, 'reinstruction', { leadUnit: 'TDC', instruction: 'Giao TDC.' });
    await desk.taskOf('khanhvd', id, 'handling');
    expect((await desk.tasksOf('khanhvd', id)).map(({ formKey }) => formKey)).toEqual(['handling']);
    expect(await desk.tasksOf('oanhhtk', id)).toEqual([asked]);
  });

  it('are asked no more when the instruction is taken back, and hinder that once they have given their part', async () => {
    const [id, begun] = [await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'] }), await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'] })];
    await desk.taskOf('oanhhtk', id, 'contribution');
    expect(await desk.recall('baotq', id)).toMatchObject({ status: 204 });
    expect(await desk.tasksOf('oanhhtk', id)).toEqual([]);
    await desk.complete('oanhhtk', begun, 'contribution', { contribution: 'Nhất trí.' });
    expect(await desk.recall('baotq', begun)).toMatchObject({ status: 409, body: { code: 'documents.instruction-opened' } });
  });

  describe('that are given more time', () => {
    const UNITS = ['QLKH', 'TDC', 'VP'];
    const HEADS = ['oanhhtk', 'khanhvd', 'tramvn'];
    const redated = (id: string, days: number) => {
      const dueAt = desk.inDays(days);
      const units = [{ unit: 'QLCN', role: 'lead' }, ...UNITS.map((unit) => ({ unit, role: 'coordinating', dueAt }))];
      return desk.change('baotq', id, order('QLCN', {}, { units }));
    };
    const numberOfTasks = async (id: string) => (await Promise.all(HEADS.map((login) => desk.tasksOf(login, id)))).map(({ length }) => length);
    /** QLKH is missing, TDC has a later date and is asked still, VP has given its part. */
    const begun = async () => {
      const soon = new Date(api.clock.now().getTime() + HOUR_MS).toISOString();
      const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: UNITS, coordinationDueAt: soon });
      await desk.complete('tramvn', id, 'contribution', { contribution: 'Nhất trí.' });
      await eventually(async () => (await contributions(id)).length === 1);
      const units = [{ unit: 'QLCN', role: 'lead' }, { unit: 'QLKH', role: 'coordinating', dueAt: soon }, { unit: 'TDC', role: 'coordinating', dueAt: desk.inDays(2) }, { unit: 'VP', role: 'coordinating', dueAt: soon }];
      expect(await desk.change('baotq', id, order('QLCN', {}, { units }))).toMatchObject({ status: 200 });
      api.clock.advance(2 * HOUR_MS);
      await eventually(async () => (await contributions(id)).length === 2);
      expect(await numberOfTasks(id)).toEqual([0, 1, 0]);
      return id;
    };

    it('are asked again where they were missing, once however often that happens; all others are not', async () => {
      const id = await begun();
      for (const days of [3, 4, 5]) {
        expect(await redated(id, days)).toMatchObject({ status: 200 });
        expect(await numberOfTasks(id)).toEqual([1, 1, 0]);
      }
      const { dueAt } = (await desk.document(id)).instruction.units.find(({ unit }: { unit: string }) => unit === 'QLKH');
      const { id: taskId } = await desk.taskOf('oanhhtk', id, 'contribution');
      expect((await api.get('oanhhtk', `tasks/${taskId}`)).body.dueAt).toBe(dueAt);
    });

    it('are asked once by two who do so at the same time, and have the date of the later one', async () => {
      const id = await begun();
      expect(await Promise.all([redated(id, 3), redated(id, 4)])).toMatchObject([{ status: 200 }, { status: 200 }]);
      expect(await numberOfTasks(id)).toEqual([1, 1, 0]);
      const { dueAt } = (await desk.document(id)).instruction.units.find(({ unit }: { unit: string }) => unit === 'QLKH');
      const { id: taskId } = await desk.taskOf('oanhhtk', id, 'contribution');
      expect((await api.get('oanhhtk', `tasks/${taskId}`)).body.dueAt).toBe(dueAt);
    });
  });
});
