import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { instructionDesk, order } from './instruction-desk.js';
import { ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let desk: ReplyDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new ReplyDesk(api);
}, 120_000);
afterAll(() => api.close());

const SIGNED = { status: 409, body: { code: 'documents.answer-signed', title: expect.any(String) as string } };

describe('a reply whose own answer is signed', () => {
  it('is not closed by another document that somebody links, and by its own once that is issued', async () => {
    const owed = await desk.owe();
    await desk.draft(owed);
    await desk.outgoing.sign(owed.id);
    const path = `reply-obligations/${owed.obligationId}/answers`;
    const other = await desk.outgoing.issued();
    expect(await api.post('anhdtl', path, { outgoingDocumentId: other })).toMatchObject(SIGNED);
    expect(await api.post('anhdtl', path, { outgoingDocumentId: other, completes: false })).toEqual({ status: 200, body: { closed: false } });
    await desk.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
    await eventually(async () => (await desk.read(owed)).obligation.status === 'answered');
    await desk.outgoing.taskOf('tuanda', owed.id, 'verification');
  });

  it('nor by one that names it and is issued meanwhile', async () => {
    const owed = await desk.owe();
    const other = await desk.outgoing.submit({ obligationIds: [owed.obligationId] });
    await desk.draft(owed);
    await desk.outgoing.sign(owed.id);
    await desk.outgoing.issue(other);
    expect((await desk.read(owed)).obligation.status).toBe('open');
    await desk.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
    await eventually(async () => (await desk.read(owed)).obligation.status === 'answered');
  });

  it('stops the voiding of the arrival, which would leave it without number and task', async () => {
    const owed = await desk.owe();
    await desk.draft(owed);
    await desk.outgoing.sign(owed.id);
    expect(await api.post('anhdtl', `incoming-documents/${owed.id}/void`, { reason: 'Vào sổ nhầm' })).toMatchObject(SIGNED);
    await desk.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
  });

  it('is closed by another one where its case was cancelled, so that nobody issues its own', async () => {
    const owed = await desk.owe();
    await desk.draft(owed);
    await desk.outgoing.sign(owed.id);
    expect((await api.post('tungmt', `process-instances/${owed.instanceId}/cancel`, { reason: 'Nhầm' })).status).toBeLessThan(300);
    const linked = await api.post('anhdtl', `reply-obligations/${owed.obligationId}/answers`, { outgoingDocumentId: await desk.outgoing.issued() });
    expect(linked).toEqual({ status: 200, body: { closed: true } });
  });
});

it('a document that was issued before the letter came is linked with a warning', async () => {
  const earlier = await desk.outgoing.issued();
  const owed = await desk.owe();
  const linked = await api.post('anhdtl', `reply-obligations/${owed.obligationId}/answers`, { outgoingDocumentId: earlier });
  expect(linked).toMatchObject({
    status: 200,
    body: { closed: false, warnings: [{ code: 'issued-before-arrival', message: expect.stringContaining('trước khi văn bản đến tới') as string }] },
  });
});

it('a reply of whose case nothing runs any more is listed among those without a holder', async () => {
  const owed = await desk.owe();
  const listed = async () => {
    const { body } = await api.get('dungnh', 'reply-obligations?withoutHolder=true&limit=200');
    return body.items.some(({ id }: { id: string }) => id === owed.obligationId);
  };
  expect(await listed()).toBe(false);
  expect((await api.post('tungmt', `process-instances/${owed.instanceId}/cancel`, { reason: 'Nhầm' })).status).toBeLessThan(300);
  expect(await listed()).toBe(true);
});

it('the draft of a reply that another document answers is left to its writer, with a trail', async () => {
  const owed = await desk.owe();
  await desk.draft(owed);
  await desk.outgoing.taskOf('cuongpv', owed.id, 'approval');
  const [draft] = (await desk.read(owed)).obligation.answers;
  const other = await desk.outgoing.issued();
  await api.post('anhdtl', `reply-obligations/${owed.obligationId}/answers`, { outgoingDocumentId: other });
  expect((await desk.read(owed)).obligation).toMatchObject({ status: 'answered', answers: [{ id: other }] });
  expect((await api.get('tuanda', `outgoing-documents/${draft.id}`)).status).toBe(200);
  const [left] = await api.office.database.query<{ detail: object }>(
    `select detail from audit_entry where subject_id = $1 order by id desc limit 1`,
    [draft.id],
  );
  expect(left!.detail).toMatchObject({ leftObligation: owed.obligationId });
});

it('a draft that names an obligation by hand goes on answering it under another lead unit', async () => {
  const owed = await desk.owe();
  const byHand = await desk.outgoing.submit({ obligationIds: [owed.obligationId] });
  await desk.draft(owed);
  expect(await instructionDesk(api).change('baotq', owed.id, order('TDC'))).toMatchObject({ status: 200 });
  expect((await desk.read(owed)).obligation.answers).toMatchObject([{ id: byHand, status: 'draft', linkedBy: 'tuanda' }]);
});

it('a document that is linked by hand is read by those of the answered one, its drafts are not', async () => {
  const owed = await desk.owe({}, { leadUnit: 'QLCN', information: ['TDC'] });
  const other = await desk.outgoing.issued();
  const path = `outgoing-documents/${other}`;
  expect((await api.get('khanhvd', path)).status).toBe(403);
  await api.post('anhdtl', `reply-obligations/${owed.obligationId}/answers`, { outgoingDocumentId: other, completes: false });
  expect([(await api.get('khanhvd', path)).status, (await api.get('khanhvd', `${path}/versions`)).status]).toEqual([200, 403]);
});
