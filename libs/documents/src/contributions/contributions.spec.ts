import type { JsonObject } from '#foundation';
import { getIncomingDocument } from '../incoming/get-incoming-document.query.js';
import type { RegisteredDocument } from '../incoming/register-incoming-document.command.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

/** A registered document whose reply is due in three days. */
const owed = () => office.register({ replyRequired: true, dueAt: office.inHours(72) });
const read = ({ id }: RegisteredDocument) => getIncomingDocument(office.database, id);

describe('contributions', () => {
  const give = ({ id, obligationId }: RegisteredDocument, coordinatingUnit: string) =>
    office.serve('documents.record-contribution', {
      documentId: id,
      obligationId,
      coordinatingUnit,
      contribution: 'Nhất trí.',
      contributedBy: 'anhnt',
    });
  const miss = ({ id, obligationId }: RegisteredDocument, coordinatingUnit: string) =>
    office.serve('documents.record-missing-contribution', { documentId: id, obligationId, coordinatingUnit });
  const missing = { unit: 'KH', status: 'missing', content: null, contributedBy: null };
  const given = { unit: 'TTTTB', status: 'given', content: 'Nhất trí.', contributedBy: 'anhnt' };
  const contributionsTo = async (document: RegisteredDocument) => (await read(document)).obligation!.contributions;

  it('are recorded, and a unit that did not contribute in time is missing, it alone', async () => {
    const document = await owed();
    await give(document, 'TTTTB');
    await miss(document, 'KH');
    expect(await contributionsTo(document)).toMatchObject([missing, given]);
  });

  it('that were given are kept, also when they are recorded after other units were found missing', async () => {
    const document = await owed();
    await miss(document, 'KH');
    await give(document, 'TTTTB');
    await miss(document, 'TTTTB');
    expect(await contributionsTo(document)).toMatchObject([missing, given]);
  });

  it('are all kept where a unit gives more than one, the latest first', async () => {
    const document = await owed();
    await give(document, 'TTTTB');
    office.clock.advance(60_000);
    await office.serve('documents.record-contribution', { documentId: document.id, coordinatingUnit: 'TTTTB', contribution: 'Sửa lại.', contributedBy: 'anhnt' });
    expect(await contributionsTo(document)).toMatchObject([{ ...given, content: 'Sửa lại.' }, given]);
  });

  it('of the release before are seen by this one, and what this one records by that', async () => {
    const document = await owed();
    const upsert = (content: string) =>
      office.database.query(
        `insert into contribution (obligation_id, unit_code, status, content, contributed_by, recorded_at)
         values ($1, 'TTTTB', 'given', $2, 'anhnt', business_now())
         on conflict (obligation_id, unit_code) do update set status = 'given', content = $2, contributed_by = 'anhnt', recorded_at = business_now()`,
        [document.obligationId, content],
      );
    await upsert('Bản đầu.');
    office.clock.advance(60_000);
    await upsert('Bản sau.');
    expect(await contributionsTo(document)).toMatchObject([{ content: 'Bản sau.' }, { content: 'Bản đầu.' }]);
    await miss(document, 'KH');
    await give(document, 'TTTTB');
    expect(await office.database.query('select unit_code, status, content from contribution where obligation_id = $1 order by 1', [document.obligationId])).toEqual([
      { unit_code: 'KH', status: 'missing', content: null },
      { unit_code: 'TTTTB', status: 'given', content: 'Nhất trí.' },
    ]);
  });

  it('are found missing once, also when the job runs again', async () => {
    const document = await owed();
    await miss(document, 'KH');
    const first = await contributionsTo(document);
    office.clock.advance(3_600_000);
    await miss(document, 'KH');
    office.clock.advance(-3_600_000);
    expect(await contributionsTo(document)).toEqual(first);
    const trail = await office.database.query<{ detail: JsonObject }>(
      `select detail from audit_entry where subject_id = $1 and action = 'documents.record-missing-contribution'`,
      [document.obligationId],
    );
    expect(trail).toEqual([{ detail: { unit: 'KH' } }]);
  });
});
