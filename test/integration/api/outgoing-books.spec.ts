import { changeBookYear } from '#documents';
import { newId, yearInZone } from '#foundation';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new OutgoingDesk(api);
}, 120_000);
afterAll(() => api.close());

const year = () => yearInZone(api.clock.now().toISOString(), 'Asia/Ho_Chi_Minh');
const offered = async (login: string, documentId: string, form: string, list: string) => {
  const { body } = await api.get(login, `tasks/${await desk.taskOf(login, documentId, form)}/form`);
  return (body.data[list] as { value: string }[]).map(({ value }) => value);
};
const changeYear = (book: string, closed: boolean) =>
  api.office.executor.execute(changeBookYear, { book, year: year(), closed }, { actor: 'dungnh', requestId: newId() });

describe('the book of an outgoing document', () => {
  it('is chosen by the clerk among those that are open: what stays in the house has a series of its own', async () => {
    const id = await desk.submit({ documentType: 'TB' });
    await desk.sign(id);
    expect(await offered('anhdtl', id, 'issue', 'books')).toEqual(['outgoing', 'internal']);
    expect(await desk.complete('anhdtl', id, 'issue', { recipients: 'VP', book: 'incoming' })).toMatchObject({
      status: 422,
      body: { code: 'worklist.submission-refused' },
    });
    expect(await desk.complete('anhdtl', id, 'issue', { recipients: 'VP', book: 'internal' })).toMatchObject({ status: 204 });
    await desk.taskOf('tuanda', id, 'verification');
    expect(await desk.read(id)).toMatchObject({ book: 'internal', issueNumber: 1 });
  });

  it('gives no number in a year that is closed: the task stays with the clerk until it is open again', async () => {
    const id = await desk.submit();
    await desk.sign(id);
    await changeYear('outgoing', true);
    expect(await offered('anhdtl', id, 'issue', 'books')).toEqual(['internal']);
    const issue = () => desk.complete('anhdtl', id, 'issue', { recipients: 'UBND tỉnh' });
    expect(await issue()).toMatchObject({ status: 409, body: { code: 'documents.book-year-closed' } });
    expect(await desk.read(id)).toMatchObject({ status: 'signed', symbol: null });
    await changeYear('outgoing', false);
    expect(await issue()).toMatchObject({ status: 204 });
    await desk.taskOf('tuanda', id, 'verification');
  });
});

describe('the signer', () => {
  it('is named by the head who approves, among those who may sign that type, and gets the task', async () => {
    const id = await desk.submit({ documentType: 'GM' });
    expect(await offered('cuongpv', id, 'approval', 'signers')).toEqual(['baotq', 'dungnh', 'hangltm', 'thinhpd']);
    const letter = await desk.submit();
    const approve = (documentId: string, chosenSigner: string) => desk.complete('cuongpv', documentId, 'approval', { decision: 'approve', chosenSigner });
    expect(await approve(letter, 'dungnh')).toMatchObject({ status: 422, body: { findings: [{ where: 'chosenSigner' }] } });
    expect(await approve(letter, 'hangltm')).toMatchObject({ status: 204 });
    await desk.complete('tramvn', letter, 'format', { decision: 'pass' });
    const task = await desk.taskOf('hangltm', letter, 'signature');
    expect((await api.get('hangltm', `tasks/${task}`)).body).toMatchObject({ assignee: 'hangltm' });
    expect(await approve(id, 'dungnh')).toMatchObject({ status: 204 });
  });
});
