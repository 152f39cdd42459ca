import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type InstructionDesk, instructionDesk, order } from './instruction-desk.js';
import { type OwedReply, ReplyDesk } from './reply-desk.js';

const HOUR_MS = 3_600_000;

let api: ApiUnderTest;
let desk: ReplyDesk;
let instruction: InstructionDesk;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  desk = new ReplyDesk(api);
  instruction = instructionDesk(api);
}, 120_000);
afterAll(() => api.close());

const contributions = async (owed: OwedReply) => (await desk.read(owed)).obligation.contributions;

describe('the coordinating units of a reply', () => {
  it('are asked again when one that was missing is given more time, and all that came stays', async () => {
    const owed = await desk.owe({}, { coordinating: ['QLKH'], coordinationDueAt: new Date(api.clock.now().getTime() + HOUR_MS).toISOString() });
    await desk.done('cuongpv', owed.id, 'assignment', { drafter: 'tuanda' });
    await instruction.taskOf('oanhhtk', owed.id, 'contribution');
    api.clock.advance(2 * HOUR_MS);
    await eventually(async () => (await contributions(owed)).length === 1);
    expect(await instruction.tasksOf('oanhhtk', owed.id)).toEqual([]);

    const dueAt = instruction.inDays(3);
    const units = [{ unit: 'QLCN', role: 'lead' }, { unit: 'QLKH', role: 'coordinating', dueAt }];
    expect(await instruction.change('baotq', owed.id, order('QLCN', {}, { units }))).toMatchObject({ status: 200 });
    const { id } = await instruction.taskOf('oanhhtk', owed.id, 'contribution');
    expect((await api.get('oanhhtk', `tasks/${id}`)).body.dueAt).toBe(dueAt);
    await desk.done('oanhhtk', owed.id, 'contribution', { contribution: 'Nhất trí.' });
    await eventually(async () => (await contributions(owed)).length === 2);
    expect(await contributions(owed)).toMatchObject([
      { unit: 'QLKH', status: 'given', content: 'Nhất trí.', missingBecause: null },
      { unit: 'QLKH', status: 'missing', content: null, missingBecause: 'timed-out' },
    ]);
  });

  it('are asked by another lead unit, too, where they were missing, and not where they gave their part', async () => {
    const soon = new Date(api.clock.now().getTime() + HOUR_MS).toISOString();
    const owed = await desk.owe({}, { coordinating: ['QLKH', 'VP'], coordinationDueAt: soon });
    await desk.done('cuongpv', owed.id, 'assignment', { drafter: 'tuanda' });
    await desk.done('tramvn', owed.id, 'contribution', { contribution: 'Nhất trí.' });
    await instruction.taskOf('oanhhtk', owed.id, 'contribution');
    api.clock.advance(2 * HOUR_MS);
    await eventually(async () => (await contributions(owed)).length === 2);

    const coordinating = ['QLKH', 'VP'].map((unit) => ({ unit, role: 'coordinating', dueAt: instruction.inDays(3) }));
    const units = [{ unit: 'TDC', role: 'lead' }, ...coordinating];
    expect(await instruction.change('baotq', owed.id, order('TDC', {}, { units }))).toMatchObject({ status: 200 });
    await desk.done('khanhvd', owed.id, 'assignment', { drafter: 'cuongpv1' });
    await instruction.taskOf('oanhhtk', owed.id, 'contribution');
    expect(await instruction.tasksOf('tramvn', owed.id)).toEqual([]);
  });

  it('are not added once the answer is signed, and who has given nothing by its issue stands as missing for that', async () => {
    const owed = await desk.owe({}, { coordinating: ['QLKH'] });
    await desk.draft(owed, 'oanhhtk');
    expect(await instruction.change('baotq', owed.id, order('QLCN', { QLKH: 'coordinating', VP: 'coordinating' }))).toMatchObject({ status: 200 });
    await instruction.taskOf('tramvn', owed.id, 'contribution');
    await desk.outgoing.sign(owed.id);
    const late = await instruction.change('baotq', owed.id, order('QLCN', { VP: 'coordinating', QLKH: 'coordinating', TDC: 'coordinating' }));
    expect(late).toMatchObject({ status: 409, body: { code: 'documents.answer-signed' } });
    await desk.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
    await eventually(async () => (await desk.read(owed)).obligation.status === 'answered');
    expect(await contributions(owed)).toMatchObject([
      { unit: 'VP', status: 'missing', missingBecause: 'answered' },
      { unit: 'QLKH', status: 'given' },
    ]);
    await eventually(async () => (await instruction.tasksOf('tramvn', owed.id)).length === 0);
  });
});

describe('a reply that is owed again after its case had ended', () => {
  let owed: OwedReply;
  beforeAll(async () => {
    owed = await desk.owe();
    const answer = await desk.answer(owed);
    await desk.verify(owed, answer);
    expect(await api.post('anhdtl', `outgoing-documents/${answer}/void`, { reason: 'Cấp nhầm số' })).toMatchObject({ status: 204 });
    await desk.done('cuongpv', owed.id, 'assignment', { drafter: 'tuanda', note: 'Sửa theo góp ý.' });
    await instruction.taskOf('tuanda', owed.id, 'draft');
  }, 120_000);

  it('follows another lead unit and its coordinating units, and nothing of the unit before is in the forms', async () => {
    expect(await instruction.change('baotq', owed.id, order('TDC', { QLKH: 'coordinating' }))).toMatchObject({ status: 200 });
    expect(await instruction.tasksOf('tuanda', owed.id)).toEqual([]);
    const { id } = await instruction.taskOf('khanhvd', owed.id, 'assignment');
    expect((await api.get('khanhvd', `tasks/${id}/form`)).body.data).toMatchObject({ drafter: null, note: null });
    await desk.done('khanhvd', owed.id, 'assignment', { drafter: 'cuongpv1' });
    await instruction.taskOf('oanhhtk', owed.id, 'contribution');
    const drafting = await instruction.taskOf('cuongpv1', owed.id, 'draft');
    expect((await api.get('cuongpv1', `tasks/${drafting.id}/form`)).body.data).toMatchObject({ draftBody: null });
  });

  it('asks a coordinating unit that is added, and one that is taken out no more', async () => {
    expect(await instruction.change('baotq', owed.id, order('TDC', { VP: 'coordinating' }))).toMatchObject({ status: 200 });
    await instruction.taskOf('tramvn', owed.id, 'contribution');
    expect(await instruction.tasksOf('oanhhtk', owed.id)).toEqual([]);
  });

  it('takes no unit for information and no recall any more, and says what can be done instead', async () => {
    const refused = (what: string) => ({ status: 409, body: { code: 'documents.handling-ended', detail: expect.stringContaining(what) as string } });
    const informed = await instruction.change('baotq', owed.id, order('TDC', { VP: 'coordinating', TCCB: 'for-information' }));
    expect(informed).toMatchObject(refused('Name further units as coordinating ones'));
    expect(await instruction.recall('baotq', owed.id)).toMatchObject(refused('Change the instruction instead'));
  });
});
