import { newId } from '#foundation';
import { PermanentFailure } from '#runtime';
import { type MailOffice, openMailOffice } from '../../testing/mail-office.js';
import { recordOutgoingAct } from '../acts/record-outgoing-act.command.js';
import { claimMail } from './claim-mail.command.js';
import { listMails } from './list-mails.query.js';
import { listRecipients } from './list-recipients.query.js';
import { retryMail } from './retry-mail.command.js';
import type { Letter } from './send-due-mails.js';

const MINUTE_MS = 60_000;

let office: MailOffice;
beforeAll(async () => {
  office = await openMailOffice();
});
afterAll(() => office.close());
beforeEach(() => office.database.query('delete from outgoing_mail'));

/** To so many mailboxes. */
const recipients = (mailboxes: number) => Array.from({ length: mailboxes }, (_, number) => `Nơi ${number} <n${number}@example.vn>`).join('\n');
const issued = (mailboxes = 1) => office.issueAndQueue(recipients(mailboxes));
const numbered = (mailboxes = 1) => office.issueLetter(recipients(mailboxes));
const away = async () => {
  throw new Error('connect ECONNREFUSED');
};

it('hands each letter to the mail server once, and its id with it', async () => {
  await issued(3);
  const sent: Letter[] = [];
  await Promise.all([1, 2, 3].map(() => office.send(async (letter) => void sent.push(letter))));
  expect(sent.map(({ to }) => to.email).sort()).toEqual(['n0@example.vn', 'n1@example.vn', 'n2@example.vn']);
  expect((await office.outbox()).map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
  expect(await office.outbox()).toMatchObject([{ state: 'sent', tries: 1 }, { state: 'sent' }, { state: 'sent' }]);
});

it('queues nothing twice where the job that queues runs again', async () => {
  const outgoingDocumentId = await issued();
  await office.serve('documents.send-outgoing', { outgoingDocumentId });
  expect(await office.outbox()).toHaveLength(1);
});

it('waits longer from attempt to attempt, and gives up after a day', async () => {
  await issued();
  const waits: number[] = [];
  for (;;) {
    const { now } = await office.database.transaction(async (tx) => ({ now: tx.now }));
    await office.send(away);
    const [mail] = await office.database.query<{ next: string | null }>('select next_try_at as next from outgoing_mail');
    if (mail!.next === null) break;
    const wait = Date.parse(mail!.next) - Date.parse(now);
    waits.push(Math.round(wait / MINUTE_MS));
    office.clock.advance(wait + MINUTE_MS);
  }
  expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720]);
  expect(await office.outbox()).toMatchObject([{ state: 'failed', tries: 8, error: 'connect ECONNREFUSED' }]);
});

it('gives up at once what is refused for good', async () => {
  await issued();
  await office.send(async () => {
    throw new PermanentFailure('550 no such mailbox');
  });
  expect(await office.outbox()).toMatchObject([{ state: 'failed', tries: 1, error: '550 no such mailbox' }]);
});

it('sends again under the same id what a worker took and never settled', async () => {
  await issued();
  const claimed = await office.executor.execute(claimMail, undefined, { actor: 'system:mail', requestId: newId() });
  const sent: string[] = [];
  const take = async ({ id }: Letter) => void sent.push(id);
  await office.send(take);
  expect(sent).toEqual([]);
  office.clock.advance(11 * MINUTE_MS);
  await office.send(take);
  expect(sent).toEqual([claimed!.id]);
});

it('sends nothing of a document whose content was locked while its mail waited, and goes on when it is open again', async () => {
  const id = await issued();
  const lock = (at: string) => office.database.query(`update outgoing_document set content_locked_at = ${at} where id = $1`, [id]);
  const sent: string[] = [];
  const take = async (letter: Letter) => void sent.push(letter.to.email);
  await lock('business_now()');
  await office.send(take);
  expect(sent).toEqual([]);
  expect(await office.outbox()).toMatchObject([{ state: 'queued', tries: 0 }]);
  await lock('null');
  await office.send(take);
  expect(sent).toEqual(['n0@example.vn']);
});

describe('of a document that is recalled', () => {
  const recall = (documentId: string) =>
    office.executor.execute(recordOutgoingAct(office.tell), { documentId, kind: 'recall', reason: 'Sai nội dung.' }, office.as('bao'));
  const retry = (mailId: string) => office.executor.execute(retryMail, { mailId, groups: ['clerk'] }, office.as('anh'));
  const subjects: string[] = [];
  const take = async (letter: Letter) => void subjects.push(letter.subject);
  beforeEach(() => subjects.splice(0));

  it('nothing goes out any more but the notice of it, and the outbox says why', async () => {
    const id = await issued();
    await office.send(away);
    await recall(id);
    office.clock.advance(24 * 60 * MINUTE_MS);
    await office.send(take);
    expect(subjects).toEqual([expect.stringMatching(/^Thu hồi: /)]);
    const { items } = await listMails(office.database, { limit: 10 });
    expect(items).toMatchObject([
      { act: 'recall', state: 'sent' },
      { act: null, state: 'withdrawn', tries: 1, nextTryAt: null, lastError: expect.stringContaining('thu hồi') as string },
    ]);
    expect((await listMails(office.database, { limit: 10, state: 'failed' })).items).toEqual([]);
    expect((await listMails(office.database, { limit: 10, state: 'withdrawn' })).items).toEqual([items[1]]);
    expect((await listRecipients(office.database, id))[0]?.mails.map(({ state }) => state)).toEqual(['withdrawn', 'sent']);
    await expect(retry(items[1]!.id)).rejects.toMatchObject({ code: 'documents.outgoing-not-in-force' });
  });

  it('what had failed is not sent again by hand either; the notice is', async () => {
    const id = await issued();
    const refuse = async () => {
      throw new PermanentFailure('550 no such mailbox');
    };
    await office.send(refuse);
    await recall(id);
    await office.send(refuse);
    const [letter, notice] = await office.outbox();
    expect([letter, notice]).toMatchObject([{ state: 'failed', error: '550 no such mailbox' }, { state: 'failed' }]);
    await expect(retry(letter!.id)).rejects.toMatchObject({ code: 'documents.outgoing-not-in-force', kind: 'conflict' });
    await retry(notice!.id);
    await office.send(take);
    expect(subjects).toEqual([expect.stringMatching(/^Thu hồi: /)]);
  });

  it('what the mail server took in that moment stands as sent', async () => {
    const id = await issued();
    await office.send(async (letter) => {
      await take(letter);
      if (subjects.length === 1) await recall(id);
    });
    expect(subjects).toHaveLength(2);
    expect(await office.outbox()).toMatchObject([{ state: 'sent', error: null }, { state: 'sent' }]);
    expect((await listMails(office.database, { limit: 10 })).items).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });

  it('nobody hears whose letter no worker had taken out of the outbox', async () => {
    const id = await issued(2);
    const to: string[] = [];
    await office.send(async (letter) => {
      to.push(letter.to.email);
      if (to.length === 1) await recall(id);
    });
    expect(to).toEqual([to[0], to[0]]);
    expect((await office.outbox()).map(({ state, tries }) => `${state} ${tries}`).sort()).toEqual(['failed 0', 'sent 1', 'sent 1']);
  });

  it('before its mail was queued, none is', async () => {
    const id = await numbered();
    await recall(id);
    await office.serve('documents.send-outgoing', { outgoingDocumentId: id });
    expect(await office.outbox()).toEqual([]);
  });
});
