import { newId } from '#foundation';
import { PermanentFailure } from '#runtime';
import { Readable } from 'node:stream';
import { type MailOffice, openMailOffice } from '../../testing/mail-office.js';
import { recordOutgoingAct } from '../acts/record-outgoing-act.command.js';
import { claimMail } from './claim-mail.command.js';
import { listMails } from './list-mails.query.js';
import { retryMail } from './retry-mail.command.js';
import type { Letter } from './send-due-mails.js';
import { settleMail } from './settle-mail.command.js';

const MINUTE_MS = 60_000;

let office: MailOffice;
beforeAll(async () => {
  office = await openMailOffice();
});
afterAll(() => office.close());
beforeEach(() => office.database.query('delete from outgoing_mail'));

const issued = () => office.issueAndQueue('Sở Nội vụ <snv@example.vn>');

/** A file that the document had before it was mailed, whose text is known and was looked through. */
async function fileOf(documentId: string): Promise<string> {
  const id = newId();
  await office.database.query(
    `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, outgoing_document_id, linked_at,
                             text_state, text, gate_checked_at)
     values ($1, 'quet.pdf', 'application/pdf', 1, repeat('a', 64), 'tuan', '2020-01-02', $2, '2020-01-02', 'done', 'Kính gửi', now())`,
    [id, documentId],
  );
  return id;
}

const claimed = () => office.executor.execute(claimMail, undefined, office.as('system:mail'));

it('waits while a file of the document is not read yet, and while nobody has said whether it is a secret', async () => {
  const documentId = await issued();
  const file = await fileOf(documentId);
  await office.database.query(`update attachment set text_state = 'pending', text = null, gate_checked_at = null, text_due_at = now() where id = $1`, [file]);
  expect(await claimed()).toBeUndefined();
  await office.database.query(`update attachment set text_state = 'none', text_due_at = null where id = $1`, [file]);
  await office.database.query(
    `insert into gate_question (id, attachment_id, ground, mark, grade, line, asked_at) values ($1, $1, 'state-secret', 'Mật', 'sure', 1, now())`,
    [file],
  );
  expect(await claimed()).toBeUndefined();
  await office.database.query(
    `update gate_question set answer = 'not-secret', reason = 'Lịch họp', answered_at = now(), answered_by = 'anh' where id = $1`,
    [file],
  );
  expect(await claimed()).toMatchObject({ documentId });
});

it('waits also in the moment when the text of a file is known and nobody has looked through it', async () => {
  const documentId = await issued();
  const file = await fileOf(documentId);
  const checked = (at: string) => office.database.query(`update attachment set gate_checked_at = ${at} where id = $1`, [file]);
  await checked('null');
  expect(await claimed()).toBeUndefined();
  await checked('now()');
  expect(await claimed()).toMatchObject({ documentId });
});

it('does not go out when its document is locked while it is being made ready, and goes when it is open again', async () => {
  const documentId = await issued();
  const file = await fileOf(documentId);
  const sent: string[] = [];
  const lock = (at: string) => office.database.query(`update outgoing_document set content_locked_at = ${at} where id = $1`, [documentId]);
  const take = async (letter: Letter) => void sent.push(letter.id);
  const opening = jest.spyOn(office.files, 'read').mockImplementation(async () => {
    await lock('business_now()');
    return Readable.from(['%PDF-']);
  });
  await office.send(take);
  expect(opening).toHaveBeenCalledTimes(1);
  expect(sent).toEqual([]);
  expect(await office.outbox()).toMatchObject([{ state: 'queued', tries: 0 }]);
  opening.mockRestore();
  await office.database.query('delete from attachment where id = $1', [file]);
  await lock('null');
  await office.send(take);
  expect(sent).toHaveLength(1);
});

it('tells of a recall at once, though a file that came in later is in question, and waits only while the document is locked', async () => {
  const documentId = await issued();
  await office.send(async () => undefined);
  const file = await fileOf(documentId);
  await office.database.query(
    `insert into gate_question (id, attachment_id, ground, mark, grade, line, asked_at) values ($1, $1, 'state-secret', 'Tối mật', 'sure', 1, now())`,
    [file],
  );
  const recall = { documentId, kind: 'recall', reason: 'Sai số liệu.' } as const;
  await office.executor.execute(recordOutgoingAct(office.tell), recall, office.as('bao'));
  const lock = (at: string) => office.database.query(`update outgoing_document set content_locked_at = ${at} where id = $1`, [documentId]);
  const letters: Letter[] = [];
  const take = async (letter: Letter) => void letters.push(letter);
  await lock('business_now()');
  await office.send(take);
  expect(letters).toEqual([]);
  await lock('null');
  await office.send(take);
  expect(letters).toMatchObject([{ subject: expect.stringMatching(/^Thu hồi: /) as string, attachments: [] }]);
});

it('tells of a correction only after the letter itself, which waits for its file', async () => {
  const [documentId, byDocumentId] = [await issued(), await issued()];
  await office.database.query('delete from outgoing_mail where document_id = $1', [byDocumentId]);
  const file = await fileOf(documentId);
  await office.database.query('update attachment set gate_checked_at = null where id = $1', [file]);
  const correction = { documentId, kind: 'correct', reason: 'Sai ngày họp.', byDocumentId } as const;
  await office.executor.execute(recordOutgoingAct(office.tell), correction, office.as('bao'));
  const opening = jest.spyOn(office.files, 'read').mockImplementation(async () => Readable.from(['%PDF-']));
  const subjects: string[] = [];
  const take = async ({ subject }: Letter) => void subjects.push(subject);
  await office.send(take);
  expect(subjects).toEqual([]);
  await office.database.query('update attachment set gate_checked_at = now() where id = $1', [file]);
  await office.send(take);
  expect(subjects).toEqual([expect.not.stringMatching(/^Đính chính: /), expect.stringMatching(/^Đính chính: /)]);
  opening.mockRestore();
});

describe('what a worker reports that was away longer than its lease', () => {
  const settle = (mailId: string, tries: number, error: string | null) =>
    office.executor.execute(settleMail, { mailId, error, forGood: true, tries }, office.as('system:mail'));

  it('does not end the attempt of another, unless the letter is out', async () => {
    await issued();
    const first = await claimed();
    office.clock.advance(11 * MINUTE_MS);
    const second = await claimed();
    expect(second).toMatchObject({ id: first!.id, tries: 2 });
    await settle(first!.id, 1, '550 no such mailbox');
    expect(await office.outbox()).toMatchObject([{ state: 'queued', tries: 2, error: null }]);
    await settle(first!.id, 1, null);
    expect(await office.outbox()).toMatchObject([{ state: 'sent' }]);
    await settle(second!.id, 2, '421 try later');
    expect(await office.outbox()).toMatchObject([{ state: 'sent', error: null }]);
  });
});

describe('of a document that is replaced', () => {
  it('nothing goes out any more but the notice of it, neither by itself nor by hand', async () => {
    const [id, byDocumentId] = [await issued(), await issued()];
    await office.database.query('delete from outgoing_mail where document_id = $1', [byDocumentId]);
    await office.send(async () => {
      throw new PermanentFailure('550 no such mailbox');
    });
    await office.database.query(`update outgoing_mail set state = 'queued', next_try_at = now() + interval '1 hour', settled_at = null`);
    const act = { documentId: id, kind: 'replace', reason: 'Sai số liệu.', byDocumentId } as const;
    await office.executor.execute(recordOutgoingAct(office.tell), act, office.as('bao'));
    office.clock.advance(24 * 60 * MINUTE_MS);
    const subjects: string[] = [];
    await office.send(async ({ subject }) => void subjects.push(subject));
    expect(subjects).toEqual([expect.stringMatching(/^Thay thế: /)]);
    const [notice, letter] = (await listMails(office.database, { limit: 10 })).items;
    expect([notice, letter]).toMatchObject([
      { act: 'replace', state: 'sent' },
      { act: null, state: 'withdrawn', lastError: expect.stringContaining('thay thế') as string },
    ]);
    const retry = office.executor.execute(retryMail, { mailId: letter!.id, groups: ['clerk'] }, office.as('anh'));
    await expect(retry).rejects.toMatchObject({ code: 'documents.outgoing-not-in-force' });
  });
});
