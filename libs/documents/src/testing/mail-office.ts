import { FileStore, openFileStorage } from '#files';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testLogger } from '../../../../test/support/database.js';
import { type Letter, sendDueMails } from '../outgoing/mail/send-due-mails.js';
import { type DocumentOffice, openDocumentOffice } from './document-office.js';

export interface MailOffice extends DocumentOffice {
  readonly files: FileStore;
  /** Issues a letter as it is in the moment before its mail is queued; gives its id. @param recipients as the clerk writes them */
  issueLetter(recipients: string): Promise<string>;
  /** The same with its mail in the outbox. */
  issueAndQueue(recipients: string): Promise<string>;
  /** What a worker does with the outbox, once. @param how the mail server takes a letter */
  send(how: (letter: Letter) => Promise<void>): Promise<void>;
  outbox(): Promise<{ readonly id: string; readonly state: string; readonly tries: number; readonly error: string | null }[]>;
}

/** A document office with storage for files, whose outbox is sent to no mail server. Close it in `afterAll`. */
export async function openMailOffice(): Promise<MailOffice> {
  const office = await openDocumentOffice();
  const folder = await mkdtemp(join(tmpdir(), 'congvan-mail-'));
  const files = new FileStore({ storage: await openFileStorage({ folder }), folder, limitBytes: 1000 });
  const issueLetter = async (recipients: string) => {
    const draft = { leadUnit: 'QLCN', drafter: 'tuan', documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Kính gửi' };
    const outgoingDocumentId = (await office.serve('documents.save-draft', draft))['outgoingDocumentId'] as string;
    await office.sign(outgoingDocumentId, 'bao');
    await office.serve('documents.issue-outgoing', { outgoingDocumentId, issuedBy: 'anh', recipients });
    return outgoingDocumentId;
  };
  return {
    ...office,
    files,
    issueLetter,
    issueAndQueue: async (recipients) => {
      const outgoingDocumentId = await issueLetter(recipients);
      await office.serve('documents.send-outgoing', { outgoingDocumentId });
      return outgoingDocumentId;
    },
    send: (how) => sendDueMails({ executor: office.executor, database: office.database, files, send: how, logger: testLogger }),
    outbox: () => office.database.query('select id, state, tries, last_error as error from outgoing_mail order by id'),
    close: async () => {
      await office.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
