import { eventually } from '../../support/eventually.js';
import { MailboxServer } from '../../support/mailbox-server.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

const MINUTE_MS = 60_000;

let mailbox: MailboxServer;
let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  mailbox = await MailboxServer.start();
  const settings = { SMTP_URL: mailbox.url, MAIL_FROM: 'Sở KHCN <vanban@skhcn.example.vn>', MAIL_REPLY_TO: 'vanthu@skhcn.example.vn' };
  api = await startApi({ ...settings, SESSION_HOURS: '720' });
  desk = new OutgoingDesk(api);
  const known = { name: 'Sở Tư pháp', kind: 'mail', email: 'stp@example.vn' };
  expect(await api.post('anhdtl', 'correspondents', known)).toMatchObject({ status: 201 });
}, 120_000);
afterAll(async () => {
  await api.close();
  await mailbox.stop();
});

const refused = (code: string, status: number) => ({ status, body: expect.objectContaining({ code }) as unknown });
const mailTo = (email: string) => mailbox.received.filter(({ envelope }) => envelope.to.includes(email));
const mailsOf = async (id: string) => {
  const { sentTo } = await desk.read(id);
  return (sentTo as { mails: MailState[] }[]).flatMap(({ mails }) => mails);
};
interface MailState {
  readonly id: string;
  readonly state: string;
  readonly tries: number;
  readonly lastError: string | null;
}
const settled = (id: string, state: string, tries: number) =>
  eventually(async () => {
    const mails = await mailsOf(id);
    // While it is on its way a mail is queued, too.
    const isSo = (mail: MailState) => mail.state === state && mail.tries === tries && (state === 'sent' || mail.lastError !== null);
    return mails.length > 0 && mails.every(isSo) && mails;
  });

/** Issued with its file to one mailbox. */
async function issuedTo(recipients: string): Promise<string> {
  const id = await desk.submit();
  await desk.attach(id);
  await desk.issue(id, recipients);
  return id;
}

describe('an issued document', () => {
  it('goes with its files to those the directory has a mailbox for, and to whom the clerk wrote one', async () => {
    const id = await issuedTo('so tu phap\nCục Thống kê <ctk@example.vn> (2 bản)\nUBND tỉnh\nLưu: VT');
    const mails = await settled(id, 'sent', 1);
    expect(mails).toHaveLength(2);
    expect((await desk.read(id)).sentTo).toMatchObject([
      { kind: 'mail', email: 'stp@example.vn' },
      { kind: 'mail', email: 'ctk@example.vn', copies: 2 },
      { kind: 'paper', name: 'UBND tỉnh' },
      { kind: 'internal', name: 'Lưu: VT' },
    ]);
    const [mail] = mailTo('ctk@example.vn');
    expect(mail!.headers).toMatchObject({
      from: expect.stringContaining('vanban@skhcn.example.vn') as string,
      'reply-to': 'vanthu@skhcn.example.vn',
      'message-id': `<${mails[1]!.id}@skhcn.example.vn>`,
    });
    expect(mail!.headers).not.toHaveProperty('auto-submitted');
    expect(mail!.text).toContain('Kính gửi Cục Thống kê');
    expect(mail!.text).toContain((await desk.read(id)).symbol);
    expect(mail!.attachments.map(({ name }) => name)).toEqual(['van-ban-da-ky.pdf']);
    expect(mail!.attachments[0]!.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await api.get('anhdtl', `outgoing-documents/${id}/paper-list`)).body).toMatchObject({ copies: 2 });
  });

  it('is not issued by mail without a file: no number is taken', async () => {
    const id = await desk.submit();
    await desk.sign(id);
    const answer = await desk.complete('anhdtl', id, 'issue', { recipients: 'Sở Tư pháp' });
    expect(answer).toEqual(refused('documents.nothing-to-send', 409));
    expect(await desk.read(id)).toMatchObject({ status: 'signed', symbol: null });
    await desk.attach(id);
    expect(await desk.complete('anhdtl', id, 'issue', { recipients: 'Sở Tư pháp' })).toMatchObject({ status: 204 });
    await settled(id, 'sent', 1);
  });

  it('whose mail the server cannot take for now is sent again later, under the same Message-ID', async () => {
    mailbox.refuse('tam@example.vn', 451);
    const id = await issuedTo('Sở Nội vụ <tam@example.vn>');
    const [queued] = await settled(id, 'queued', 1);
    expect(queued!.lastError).toContain('451');
    mailbox.accept('tam@example.vn');
    api.clock.advance(2 * MINUTE_MS);
    await settled(id, 'sent', 2);
    expect(mailTo('tam@example.vn').map(({ headers }) => headers['message-id'])).toEqual([`<${queued!.id}@skhcn.example.vn>`]);
  });

  it('whose mail is refused for good stands as failed until the clerk mends the address', async () => {
    mailbox.refuse('sai@example.vn', 550);
    const id = await issuedTo('Sở Y tế <sai@example.vn>');
    const [failed] = await settled(id, 'failed', 1);
    expect(failed!.lastError).toContain('sai@example.vn');
    expect((await api.get('anhdtl', 'outgoing-mails?state=failed')).body.items).toMatchObject([{ id: failed!.id, toName: 'Sở Y tế', documentId: id }]);
    expect(await api.post('cuongpv', `outgoing-mails/${failed!.id}/retry`, {})).toEqual(refused('request.not-allowed', 403));
    expect(await api.post('anhdtl', `outgoing-mails/${failed!.id}/retry`, { email: 'dung@example.vn' })).toMatchObject({ status: 204 });
    await settled(id, 'sent', 1);
    expect(mailTo('dung@example.vn')).toHaveLength(1);
    expect(await api.post('anhdtl', `outgoing-mails/${failed!.id}/retry`, {})).toEqual(refused('documents.mail-not-failed', 409));
    expect(await api.post('anhdtl', `outgoing-mails/${crypto.randomUUID()}/retry`, {})).toEqual(refused('documents.mail-not-found', 404));
  });
});

describe('the address of a mail that failed', () => {
  it('is changed by the clerk or the chief of office; whoever runs the machines only sends again, and the audit trail keeps both', async () => {
    const addresses = ['chet1@example.vn', 'chet2@example.vn', 'chet3@example.vn'];
    for (const address of addresses) mailbox.refuse(address, 550);
    const id = await issuedTo(`Sở Tài chính <${addresses[0]}>`);
    const [failed] = await settled(id, 'failed', 1);
    const retry = (login: string, body: object) => api.post(login, `outgoing-mails/${failed!.id}/retry`, body);
    const changes = () =>
      api.office.database.query(
        `select actor, detail from audit_entry where action = 'documents.retry-mail' and subject_id = $1 order by id`,
        [failed!.id],
      );
    for (const login of ['namcn', 'tungmt']) {
      expect(await retry(login, { email: addresses[1] })).toEqual(refused('documents.mail-address-forbidden', 403));
    }
    expect(await desk.read(id)).toMatchObject({ sentTo: [{ email: addresses[0], mails: [{ state: 'failed' }] }] });
    expect(await changes()).toEqual([]);
    expect(await retry('namcn', {})).toMatchObject({ status: 204 });
    await settled(id, 'failed', 1);
    expect(await retry('dungnh', { email: addresses[1] })).toMatchObject({ status: 204 });
    await settled(id, 'failed', 1);
    expect(await retry('anhdtl', { email: addresses[2] })).toMatchObject({ status: 204 });
    await settled(id, 'failed', 1);
    expect(await changes()).toEqual([
      { actor: 'namcn', detail: {} },
      { actor: 'dungnh', detail: { oldEmail: addresses[0], newEmail: addresses[1] } },
      { actor: 'anhdtl', detail: { oldEmail: addresses[1], newEmail: addresses[2] } },
    ]);
  }, 60_000);
});

describe('while the mail server is away', () => {
  it('a document is issued all the same, and its mail waits', async () => {
    const away = await MailboxServer.start();
    const { url } = away;
    await away.stop();
    const other = await startApi({ SMTP_URL: url, MAIL_FROM: 'vanban@skhcn.example.vn' });
    const [mine, mineDesk] = [api, desk];
    [api, desk] = [other, new OutgoingDesk(other)];
    try {
      const id = await issuedTo('Sở Nội vụ <snv@example.vn>');
      const [queued] = await settled(id, 'queued', 1);
      expect(queued!.lastError).toContain('ECONNREFUSED');
      expect(await desk.read(id)).toMatchObject({ status: 'issued' });
    } finally {
      [api, desk] = [mine, mineDesk];
      await other.close();
    }
  }, 120_000);
});

describe('what becomes of an issued document', () => {
  const act = (id: string, body: object, login = 'baotq') => api.post(login, `outgoing-documents/${id}/acts`, { reason: 'Sai nội dung.', ...body });

  it('is told to those who had it by mail, and shown with it', async () => {
    const [id, letter] = [await issuedTo('Sở Tư pháp'), await desk.submit()];
    const symbol = await desk.issue(letter, 'UBND tỉnh');
    const before = mailTo('stp@example.vn').length;
    expect(await act(id, { kind: 'correct', reason: 'Sai ngày họp.', byDocumentId: letter })).toMatchObject({ status: 201 });
    await settled(id, 'sent', 1);
    const told = mailTo('stp@example.vn').slice(before).at(-1)!;
    expect(told.attachments).toEqual([]);
    expect(told.text).toContain(`đính chính bằng văn bản số ${symbol}`);
    expect(told.text).toContain('Lý do: Sai ngày họp.');
    expect(await desk.read(id)).toMatchObject({
      corrected: true,
      endedBy: null,
      acts: [{ kind: 'correct', byDocumentId: letter, bySymbol: symbol, decidedBy: 'baotq', reason: 'Sai ngày họp.' }],
    });
  });

  it('ends with its recall or replacement, once', async () => {
    const [id, other] = [await desk.submit(), await desk.submit()];
    await desk.issue(id, 'UBND tỉnh');
    await desk.issue(other, 'UBND tỉnh');
    expect(await act(id, { kind: 'replace', byDocumentId: other })).toMatchObject({ status: 201 });
    expect(await act(id, { kind: 'recall' })).toEqual(refused('documents.outgoing-not-in-force', 409));
    expect(await act(other, { kind: 'recall' })).toMatchObject({ status: 201 });
    const { items } = (await api.get('anhdtl', 'outgoing-documents?status=issued')).body as { items: { id: string; endedBy: string }[] };
    const ended = (wanted: string) => items.find((each) => each.id === wanted)?.endedBy;
    expect([ended(id), ended(other)]).toEqual(['replace', 'recall']);
  });

  it('is done by the document that the law wants, and decided by a leader or the chief of office', async () => {
    const [decision, letter, draft] = [await desk.submit({ documentType: 'BC' }), await desk.submit(), await desk.submit()];
    await desk.issue(decision, 'UBND tỉnh');
    await desk.issue(letter, 'UBND tỉnh');
    for (const wrong of [{ kind: 'replace' }, { kind: 'correct' }, { kind: 'replace', byDocumentId: letter }, { kind: 'recall', byDocumentId: decision }]) {
      expect(await act(decision, wrong)).toEqual(refused('documents.act-not-by-that-document', 422));
    }
    expect(await act(letter, { kind: 'correct', byDocumentId: decision })).toEqual(refused('documents.act-not-by-that-document', 422));
    expect(await act(draft, { kind: 'recall' })).toEqual(refused('documents.outgoing-not-issued', 409));
    expect(await act(decision, { kind: 'correct', byDocumentId: draft })).toEqual(refused('documents.outgoing-not-issued', 409));
    expect(await act(decision, { kind: 'recall' }, 'cuongpv')).toEqual(refused('request.not-allowed', 403));
    expect(await act(crypto.randomUUID(), { kind: 'recall' })).toEqual(refused('documents.outgoing-document-not-found', 404));
    expect(await desk.read(decision)).toMatchObject({ acts: [] });
  });
});
