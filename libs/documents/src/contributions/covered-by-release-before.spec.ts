import { newId } from '#foundation';
import { releaseContentHandler } from '../gate/spills/release-content.handler.js';
import type { RegisteredDocument } from '../incoming/register-incoming-document.command.js';
import { openSpillOffice, type SpillOffice } from '../testing/spill-office.js';

/** The release before knows `contribution` alone; it names in this setting what it covers with. */
const LOCKED = '(nội dung đã khóa)';
const REMOVED = '(đã gỡ)';

let office: SpillOffice;
beforeAll(async () => {
  office = await openSpillOffice();
});
afterAll(() => office.close());

const give = async ({ id, obligationId }: RegisteredDocument, coordinatingUnit: string, contribution: string) => {
  await office.serve('documents.record-contribution', { documentId: id, obligationId, coordinatingUnit, contribution, contributedBy: 'anhnt' });
  office.clock.advance(60_000);
};
const stands = async ({ id }: RegisteredDocument) => {
  const rows = await office.database.query<{ content: string }>(
    'select content from document_contribution where document_id = $1 order by unit_code, recorded_at',
    [id],
  );
  return rows.map(({ content }) => content);
};
type Statement = readonly [sql: string, values: unknown[]];
const writing = (mask: string, ...statements: readonly Statement[]) =>
  office.database.transaction(async (tx) => {
    await tx.query(`select set_config('congvan.content_cover', $1, true)`, [mask]);
    for (const [sql, values] of statements) await tx.execute(sql, values);
  });
const OF_DOCUMENT = 't.obligation_id in (select o.id from reply_obligation o where o.document_id = $1)';
const cover = ({ id }: RegisteredDocument, mask: string): Statement => [
  `update contribution t set content = case when t.content is not null then $2 end where ${OF_DOCUMENT}`,
  [id, mask],
];
const forget = (spill: string): Statement => ['delete from secret_spill_sealed where spill_id = $1', [spill]];
const lock = async (document: RegisteredDocument) => {
  const spill = newId();
  await office.database.query(
    `insert into secret_spill (id, incoming_document_id, label, found_by, found_at, instance_id, suspended_cases, status)
     values ($1, $2, 'x', 'tuanda', now(), $3, '{}', 'locked')`,
    [spill, document.id, newId()],
  );
  const seal = `insert into secret_spill_sealed (spill_id, place, content)
    select $2, 'contribution', jsonb_build_object('obligation_id', t.obligation_id, 'unit_code', t.unit_code, 'content', t.content)
    from contribution t where ${OF_DOCUMENT}`;
  await writing(LOCKED, [seal, [document.id, spill]], cover(document, LOCKED));
  return spill;
};
const given = async () => {
  const document = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  await give(document, 'KH', 'Bản đầu.');
  await give(document, 'KH', 'Bản sau.');
  await give(document, 'TTTTB', 'Nhất trí.');
  return document;
};

describe('what the release before does with contributions to a document that holds a secret', () => {
  it('covers all that each unit gave, and brings each back where the alarm was false', async () => {
    const [document, other] = [await given(), await given()];
    const spill = await lock(document);
    expect(await stands(document)).toEqual([LOCKED, LOCKED, LOCKED]);
    const back = `update contribution t set content = s.content ->> 'content' from secret_spill_sealed s
      where s.spill_id = $1 and s.place = 'contribution'
        and t.obligation_id::text = s.content ->> 'obligation_id' and t.unit_code = s.content ->> 'unit_code'`;
    await writing(LOCKED, [back, [spill]], forget(spill));
    expect(await stands(document)).toEqual(['Bản đầu.', 'Bản sau.', 'Nhất trí.']);
    expect(await stands(other)).toEqual(['Bản đầu.', 'Bản sau.', 'Nhất trí.']);
  });

  it('removes all of it for good', async () => {
    const document = await given();
    const spill = await lock(document);
    await writing(REMOVED, cover(document, REMOVED), forget(spill));
    expect(await stands(document)).toEqual([REMOVED, REMOVED, REMOVED]);
    expect(await office.database.query('select content from secret_spill_sealed where spill_id = $1', [spill])).toEqual([]);
  });
});

it('what this release covers comes back, all that each unit gave', async () => {
  const document = await given();
  const reported = await office.report(document.id);
  expect(await stands(document)).toEqual([LOCKED, LOCKED, LOCKED]);
  const aside = `select content ->> 'content' as text from secret_spill_sealed where place = 'document_contribution' and content ->> 'id' in
    (select id::text from document_contribution where document_id = $1) order by 1`;
  expect(await office.database.query(aside, [document.id])).toEqual(['Bản sau.', 'Bản đầu.', 'Nhất trí.'].map((text) => ({ text })));
  await office.serveWith(releaseContentHandler, { decidedBy: 'dungnh', reason: 'Đã giải mật.' }, reported.instanceId);
  expect(await stands(document)).toEqual(['Bản đầu.', 'Bản sau.', 'Nhất trí.']);
});
