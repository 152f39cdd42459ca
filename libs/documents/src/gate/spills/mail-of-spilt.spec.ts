import { claimMail } from '../../outgoing/mail/claim-mail.command.js';
import { listMails } from '../../outgoing/mail/list-mails.query.js';
import { paperList } from '../../outgoing/mail/list-recipients.query.js';
import { retryMail } from '../../outgoing/mail/retry-mail.command.js';
import { settleMail } from '../../outgoing/mail/settle-mail.command.js';
import { openSpillOffice, type SpillOffice } from '../../testing/spill-office.js';
import { getOutgoingDocument } from '../../outgoing/get-outgoing-document.query.js';
import { beginRemoval } from './begin-removal.command.js';
import { removeContentHandler } from './remove-content.handler.js';
import { LOCKED_TEXT } from './seal-content.js';
import { getSpill } from './spills.query.js';

let office: SpillOffice;
beforeAll(async () => {
  office = await openSpillOffice();
});
afterAll(() => office.close());

/** A letter that was issued to two mailboxes, of which the first refuses it, and on paper; gives its id. */
async function issued(): Promise<string> {
  const draft = { leadUnit: 'QLCN', drafter: 'tuanda', documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Kính gửi' };
  const outgoingDocumentId = (await office.serve('documents.save-draft', draft))['outgoingDocumentId'] as string;
  await office.sign(outgoingDocumentId);
  const recipients = 'Sở Nội vụ <snv@example.vn>\nSở Y tế <syt@example.vn>\nChi cục Kế hoạch';
  await office.serve('documents.issue-outgoing', { outgoingDocumentId, issuedBy: 'vanthu', recipients });
  await office.serve('documents.send-outgoing', { outgoingDocumentId });
  const claim = await office.executor.execute(claimMail, undefined, office.as('system:mail'));
  const refused = { mailId: claim!.id, error: '550 no such mailbox', forGood: true, tries: claim!.tries };
  await office.executor.execute(settleMail, refused, office.as('system:mail'));
  return outgoingDocumentId;
}

const mailsOf = async (documentId: string) =>
  (await listMails(office.database, { limit: 100 })).items.filter((mail) => mail.documentId === documentId);

it('mail of a locked document is not sent again, neither to its mailbox nor to another', async () => {
  const documentId = await issued();
  const failed = (await mailsOf(documentId)).find(({ state }) => state === 'failed');
  await office.report(documentId);
  const retry = (email?: string) => office.executor.execute(retryMail, { mailId: failed!.id, groups: ['clerk'], email }, office.as('vanthu'));
  await expect(retry()).rejects.toMatchObject({ code: 'documents.content-locked' });
  await expect(retry('khac@example.vn')).rejects.toMatchObject({ code: 'documents.content-locked' });
  expect(await office.database.query(`select from outgoing_recipient where email = 'khac@example.vn'`)).toEqual([]);
});

it('to whom a locked document went is seen by those alone who follow the procedure', async () => {
  const documentId = await issued();
  const spill = await office.report(documentId);
  const covered = { name: LOCKED_TEXT, email: LOCKED_TEXT };
  expect((await getOutgoingDocument(office.database, documentId)).sentTo).toMatchObject([covered, covered, { name: LOCKED_TEXT, email: null }]);
  expect((await paperList(office.database, documentId)).items).toMatchObject([{ name: LOCKED_TEXT }]);
  expect(await mailsOf(documentId)).toMatchObject([1, 2].map(() => ({ toName: LOCKED_TEXT, toEmail: LOCKED_TEXT })));
  const { sentTo } = await getSpill(office.database, spill.id);
  expect(sentTo.map(({ name }) => name)).toEqual(['Sở Nội vụ', 'Sở Y tế', 'Chi cục Kế hoạch']);
});

it('of another answer to the same letter, which is locked with it, they see it too', async () => {
  const { obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  const [reported, other] = [await issued(), await issued()];
  for (const id of [reported, other]) await office.database.query('insert into draft_left_behind values ($1, $2)', [obligationId, id]);
  const { sentTo } = await getSpill(office.database, (await office.report(reported)).id);
  expect(new Set(sentTo.map(({ documentId }) => documentId))).toEqual(new Set([reported, other]));
});

it('mail of a removed document is withdrawn: what still waits, and what had failed', async () => {
  const documentId = await issued();
  const { instanceId } = await office.report(documentId);
  const begin = (input: { instanceId: string; removedBy: string }) => office.executor.execute(beginRemoval, input, office.as('system:gate'));
  await office.serveWith(removeContentHandler({ begin, removeFile: async () => {} }), { removedBy: 'sonlt' }, instanceId);
  const withdrawn = { state: 'withdrawn', nextTryAt: null, lastError: expect.stringContaining('đã được gỡ') as string };
  expect(await mailsOf(documentId)).toMatchObject([withdrawn, withdrawn]);
});
