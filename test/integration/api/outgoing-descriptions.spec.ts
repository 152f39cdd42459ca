import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

const DAY_MS = 86_400_000;

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  // What a case waits for takes days here, and nobody signs in anew.
  api = await startApi({ SESSION_HOURS: '720' });
  desk = new OutgoingDesk(api);
}, 120_000);
afterAll(() => api.close());

const dayIn = (days: number) =>
  new Date(api.clock.now().getTime() + days * DAY_MS).toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
const refused = (code: string, status = 422) => ({ status, body: expect.objectContaining({ code }) as unknown });
const expected = async (by: string) =>
  (await api.get('anhdtl', `outgoing-documents?answerExpectedBy=${by}&limit=200`)).body.items.map(({ id }: { id: string }) => id);

describe('language, pages and the day by which an answer is asked', () => {
  it('are entered with the draft, changed with it, and completed by the clerk who issues it', async () => {
    const id = await desk.submit({ language: ' Tiếng  Việt ', pages: 2, answerExpectedOn: dayIn(10) });
    expect(await desk.read(id)).toMatchObject({ language: 'Tiếng Việt', pages: 2, answerExpectedOn: dayIn(10) });

    await desk.complete('cuongpv', id, 'approval', { decision: 'return', comment: 'Không hẹn ngày trả lời.' });
    const revised = { documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Kính gửi', language: 'Tiếng Anh', answerExpectedOn: null };
    expect(await desk.complete('tuanda', id, 'draft', revised)).toMatchObject({ status: 204 });
    await desk.sign(id);
    expect(await desk.read(id)).toMatchObject({ language: 'Tiếng Anh', pages: 2, answerExpectedOn: null });

    const entered = { recipients: 'Sở Tư pháp', pages: 3, answerExpectedOn: dayIn(0) };
    expect(await desk.complete('anhdtl', id, 'issue', entered)).toMatchObject({ status: 204 });
    await desk.taskOf('tuanda', id, 'verification');
    expect(await desk.read(id)).toMatchObject({ status: 'issued', language: 'Tiếng Anh', pages: 3, answerExpectedOn: dayIn(0) });
  });

  it('stay as the drafter has them where the clerk leaves them empty, and are none where nobody knows them', async () => {
    const described = { language: 'Tiếng Việt', pages: 2, answerExpectedOn: dayIn(5) };
    expect(await desk.read(await desk.issued(described))).toMatchObject({ status: 'issued', ...described });
    expect(await desk.read(await desk.issued())).toMatchObject({ language: null, pages: null, answerExpectedOn: null });
  });

  it.each([
    ['no page', { pages: 0 }, 400],
    ['half a page', { pages: 1.5 }, 400],
    ['more pages than there are', { pages: 10_001 }, 400],
    ['a language that is a story', { language: 'x'.repeat(51) }, 400],
    ['a day that there is not', { answerExpectedOn: '2026-02-30' }, 400],
    ['a day with its hour', { answerExpectedOn: '2026-03-02T09:00:00Z' }, 400],
  ])('are not %s, and nothing of the draft is saved', async (_, wrong, status) => {
    const before = await api.office.database.query('select count(*) from outgoing_document');
    const draft = { documentType: 'CV', subject: 'V/v', body: 'Kính gửi', ...wrong };
    expect(await api.post('tuanda', 'outgoing-documents', draft)).toEqual(refused('request.invalid', status));
    expect(await api.office.database.query('select count(*) from outgoing_document')).toEqual(before);
  });
});

describe('the day by which an answer is asked', () => {
  it.each([
    ['yesterday', -1],
    ['in eleven years', 11 * 366],
  ])('is not %s when the draft is submitted', async (_, days) => {
    const draft = { documentType: 'CV', subject: 'V/v', body: 'Kính gửi', answerExpectedOn: dayIn(days) };
    const answer = await api.post('tuanda', 'outgoing-documents', draft);
    expect(answer).toEqual(refused('documents.draft-refused'));
    expect(answer.body.findings).toMatchObject([{ where: 'answerExpectedOn' }]);
  });

  it('is asked for anew where it has passed before the document is issued, and no number is taken', async () => {
    const id = await desk.submit({ answerExpectedOn: dayIn(1) });
    await desk.sign(id);
    api.clock.advance(2 * DAY_MS);
    const issue = (more: object) => desk.complete('anhdtl', id, 'issue', { recipients: 'Sở Tư pháp', ...more });
    expect(await issue({})).toEqual(refused('documents.answer-day-refused'));
    expect((await issue({ answerExpectedOn: dayIn(-1) })).body.findings).toMatchObject([{ where: 'answerExpectedOn', code: 'forms.past' }]);
    expect((await issue({ answerExpectedOn: dayIn(4), pages: 0 })).body.findings).toMatchObject([{ where: 'pages', code: 'forms.too-small' }]);
    expect(await desk.read(id)).toMatchObject({ status: 'signed', issueNumber: null });
    expect(await issue({ answerExpectedOn: dayIn(4) })).toMatchObject({ status: 204 });
    const issued = await eventually(async () => ((await desk.read(id)).status === 'issued' ? desk.read(id) : undefined));
    expect(issued).toMatchObject({ answerExpectedOn: dayIn(4), pages: null });
  });

  it('lists what answers are waited for, for as long as it stands', async () => {
    const [draft, soon, late] = [await desk.submit({ answerExpectedOn: dayIn(3) }), await desk.issued({ answerExpectedOn: dayIn(3) }), await desk.issued({ answerExpectedOn: dayIn(4) })];
    const none = await desk.issued();
    expect(await expected(dayIn(3))).toContain(soon);
    expect(await expected(dayIn(2))).not.toContain(soon);
    expect((await expected(dayIn(4))).slice(0, 2)).toEqual([late, soon]);
    expect(await expected(dayIn(4))).toEqual(expect.not.arrayContaining([draft]));
    expect(await expected(dayIn(4))).toEqual(expect.not.arrayContaining([none]));
    await api.post('baotq', `outgoing-documents/${soon}/acts`, { kind: 'recall', reason: 'Phát hành nhầm.' });
    expect(await expected(dayIn(4))).not.toContain(soon);
    expect(await api.get('anhdtl', 'outgoing-documents?answerExpectedBy=hôm-nay')).toEqual(refused('request.invalid', 400));
  });
});
