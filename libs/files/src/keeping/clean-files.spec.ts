import { newId } from '#foundation';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileOffice, openFileOffice } from '../testing/file-office.js';
import { cleanFiles } from './clean-files.js';

const DAY_MS = 86_400_000;

let office: FileOffice;
beforeAll(async () => {
  office = await openFileOffice();
});
beforeEach(() => office.clear());
afterAll(() => office.close());

const clean = () => cleanFiles({ ...office, keptFor: 'P7D' }, office.as('system:files'));
const rows = async () => (await office.database.query<{ id: string }>('select id from attachment')).map(({ id }) => id);

it('removes an upload with its file when no document has taken it in time, and says so in the audit trail', async () => {
  const [document] = await office.database.query<{ id: string }>(
    `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at)
     values (gen_random_uuid(), 'draft', 'CV', 'a', 'VP', 'anhdtl', 1, now()) returning id`,
  );
  const [forgotten, linked] = [await office.receive(Buffer.from('a'), 'quên.txt'), await office.receive(Buffer.from('b'))];
  await office.database.query('update attachment set linked_at = now(), outgoing_document_id = $2 where id = $1', [
    linked.id,
    document!.id,
  ]);
  office.clock.advance(6 * DAY_MS);
  const young = await office.receive(Buffer.from('c'));
  expect(await clean()).toEqual({ unlinked: 0, unfinished: 0 });

  office.clock.advance(2 * DAY_MS);
  expect(await clean()).toEqual({ unlinked: 1, unfinished: 0 });
  expect((await rows()).toSorted()).toEqual([linked.id, young.id].toSorted());
  expect(await office.filesInFolder()).toHaveLength(2);
  const trail = await office.database.query(
    `select actor, detail->>'fileName' as "fileName" from audit_entry where action = 'files.remove-unlinked' and subject_id = $1`,
    [forgotten.id],
  );
  expect(trail).toEqual([{ actor: 'system:files', fileName: 'quên.txt' }]);
});

it('goes on until all are removed, however many they are', async () => {
  await office.database.query(
    `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at)
     select gen_random_uuid(), 'a.txt', 'text/plain', 1, repeat('a', 64), 'vanthu', business_now() - interval '8 days'
     from generate_series(1, 250)`,
  );
  expect(await clean()).toEqual({ unlinked: 250, unfinished: 0 });
  expect(await rows()).toEqual([]);
});

it('removes what a crash has left on its way, a day later', async () => {
  await mkdir(join(office.folder, 'arriving'), { recursive: true });
  await writeFile(join(office.folder, 'arriving', newId()), 'half an upload');
  office.clock.advance(-office.clock.offsetMs);
  expect(await clean()).toEqual({ unlinked: 0, unfinished: 0 });
  office.clock.advance(DAY_MS + 60_000);
  expect(await clean()).toEqual({ unlinked: 0, unfinished: 1 });
});
