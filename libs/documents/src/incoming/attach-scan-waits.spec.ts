import { newId } from '#foundation';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { attachScan } from './attach-scan.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

const upload = async () => {
  const id = newId();
  await office.database.query(
    `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at)
     values ($1, 'quet.pdf', 'application/pdf', 1, repeat('a', 64), 'vanthu', now())`,
    [id],
  );
  return id;
};
const attach = (documentId: string, attachmentId: string) =>
  office.executor.execute(attachScan, { documentId, attachmentIds: [attachmentId] }, office.as('vanthu'));
/** Until the command waits for a lock that somebody else has. */
const waits = async () => {
  for (;;) {
    const waiting = await office.database.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (waiting.length > 0) return;
  }
};

describe('a scan that is attached', () => {
  it('waits for the case before it holds the document, as every step of the case does', async () => {
    const { id, instanceId } = await office.register();
    const scan = await upload();
    let attaching: Promise<void>;
    await office.database.transaction(async (tx) => {
      await tx.query('select from process_instance where id = $1 for no key update', [instanceId]);
      attaching = attach(id, scan);
      await waits();
      await tx.query('select from incoming_document where id = $1 for no key update nowait', [id]);
    });
    await attaching!;
  });

  it('is refused where the number was voided while it waited', async () => {
    const { id } = await office.register();
    const scan = await upload();
    let attaching: Promise<unknown>;
    await office.database.transaction(async (tx) => {
      await tx.execute(`update incoming_document set voided_at = now(), voided_by = 'vanthu', void_reason = 'Nhầm' where id = $1`, [id]);
      attaching = attach(id, scan).catch((error: unknown) => error);
      await waits();
    });
    expect(await attaching!).toMatchObject({ code: 'documents.incoming-document-voided' });
  });
});
