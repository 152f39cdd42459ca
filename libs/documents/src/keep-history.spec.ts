import { newId, yearInZone } from '#foundation';
import { cancelInstance, cleanHistory, DefinitionStore } from '#runtime';
import { testLogger } from '../../../test/support/database.js';
import { createTestExecutor } from '../../../test/support/executor.js';
import { getIncomingDocument } from './incoming/get-incoming-document.query.js';
import { listIncomingRegister } from './registers/list-incoming-register.query.js';
import { keepHistoryOfDocuments } from './keep-history.js';
import { type DocumentOffice, openDocumentOffice } from './testing/document-office.js';

const ZONE = 'Asia/Ho_Chi_Minh';
let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  // Noon of 2 July in whatever year it is: no test of the year depends on the day on which it runs.
  const now = office.clock.now();
  office.clock.advance(Date.UTC(now.getUTCFullYear() + 1, 6, 2, 5) - now.getTime());
});
afterAll(() => office.close());

/** A registered document with its case; `columns` are set as they would be later. */
async function document(columns: string, replyRequired = false) {
  const dueAt = replyRequired ? office.inHours(72) : null;
  const { id: documentId, instanceId } = await office.register({ replyRequired, dueAt });
  await office.database.query(`update incoming_document set ${columns} where id = $1`, [documentId]);
  return { documentId, instanceId };
}
const CLOSED = `status = 'closed', closed_at = business_now()`;
const OF_LAST_YEAR = 'arrival_year = arrival_year - 1';
const kept = async (...instanceIds: string[]) => {
  const keep = keepHistoryOfDocuments(ZONE);
  return office.database.transaction(async (tx) => keep(tx, instanceIds));
};

describe('the history of a document', () => {
  it('is not needed any more once it is closed and its register is that of a past year', async () => {
    const { instanceId } = await document(`${CLOSED}, ${OF_LAST_YEAR}`);
    expect(await kept(instanceId)).toEqual([]);
  });

  it('is needed while a reply is owed, though the document is closed and long past', async () => {
    const { documentId, instanceId } = await document(`${CLOSED}, ${OF_LAST_YEAR}`, true);
    expect(await kept(instanceId)).toEqual([{ instanceId, reason: 'open-obligation' }]);
    await office.database.query(
      `update reply_obligation set status = 'cancelled', closed_at = business_now() where document_id = $1`,
      [documentId],
    );
    expect(await kept(instanceId)).toEqual([]);
  });

  it('is needed while the document is open', async () => {
    const { instanceId } = await document(OF_LAST_YEAR);
    expect(await kept(instanceId)).toEqual([{ instanceId, reason: 'open-document' }]);
  });

  it('that was issued is needed while the register of its year is in use', async () => {
    const [ofThisYear, ofLastYear] = [newId(), newId()];
    const year = yearInZone(office.clock.now().toISOString(), ZONE);
    for (const [instanceId, issueYear] of [[ofThisYear, year], [ofLastYear, year - 1]]) {
      await office.database.query(
        `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at, signed_by,
           signed_at, book, issue_year, issue_number, symbol, document_date, issued_by, issued_at, instance_id)
         values ($1, 'issued', 'BC', 'Báo cáo', 'QLCN', 'x', 1, now(), 'y', now(), 'outgoing', $2, 1, '01/BC-SKHCN', now()::date, 'z', now(), $3)`,
        [newId(), issueYear, instanceId],
      );
    }
    expect(await kept(ofThisYear, ofLastYear)).toEqual([{ instanceId: ofThisYear, reason: 'open-register' }]);
  });

  it('is needed while the register of its year is in use, by the year of the office', async () => {
    const { instanceId } = await document(CLOSED);
    expect(await kept(instanceId)).toEqual([{ instanceId, reason: 'open-register' }]);
    const now = office.clock.now();
    office.clock.advance(Date.UTC(now.getUTCFullYear(), 11, 31, 16, 59) - now.getTime()); // 23:59 in Việt Nam
    expect(await kept(instanceId)).toHaveLength(1);
    office.clock.advance(120_000);
    expect(await kept(instanceId)).toEqual([]);
  });

  it('is not that of other cases', async () => {
    const [one, other] = [await document(CLOSED), await document(CLOSED)];
    expect(await kept(one.instanceId)).toMatchObject([{ instanceId: one.instanceId }]);
    expect(await kept(one.instanceId, other.instanceId)).toHaveLength(2);
  });
});

describe('a document whose history is over', () => {
  it('keeps its place in the register and all that was recorded of it', async () => {
    const { documentId, instanceId } = await document(CLOSED);
    await office.executor.execute(cancelInstance, { instanceId, reason: 'x' }, office.as('tungmt'));
    const register = () => listIncomingRegister(office.database, { year: yearInZone(registeredAt, ZONE), zone: ZONE, limit: 200 });
    const registeredAt = office.clock.now();
    const before = [await register(), await getIncomingDocument(office.database, documentId)];
    const { executor } = createTestExecutor(office.database, { keepHistory: keepHistoryOfDocuments(ZONE) });
    const clean = () => {
      const tools = { executor, database: office.database, definitions: new DefinitionStore(), logger: testLogger };
      return cleanHistory({ ...tools, timeToLive: 'PT1H' }, office.as('system:history'));
    };
    office.clock.advance(2 * 3_600_000);
    expect((await clean()).processes).toMatchObject([{ cases: 0, kept: { 'open-register': 1 } }]);
    office.clock.advance(366 * 86_400_000);
    expect((await clean()).processes).toMatchObject([{ cases: 1, kept: {} }]);
    expect(await office.database.query('select from process_instance where id = $1', [instanceId])).toEqual([]);
    expect([await register(), await getIncomingDocument(office.database, documentId)]).toEqual(before);
  });
});
