import { eventually } from '../../../../test/support/eventually.js';
import { type FileOffice, openFileOffice } from '../testing/file-office.js';
import { type AttachmentOwner, linkAttachments } from './link-attachments.js';
import { attachmentsOf, getAttachment } from './get-attachment.query.js';
import { listVersions } from './list-versions.query.js';

let office: FileOffice;
let documents: AttachmentOwner[];
beforeAll(async () => {
  office = await openFileOffice();
  const { database } = office;
  const insert = (subject: string) =>
    database.query<{ id: string }>(
      `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at)
       values (gen_random_uuid(), 'draft', 'CV', $1, 'VP', 'anhdtl', 1, now()) returning id`,
      [subject],
    );
  documents = (await Promise.all(['a', 'b'].map(insert))).map(([row]) => ({ outgoingDocumentId: row!.id }));
});
beforeEach(() => office.clear());
afterAll(() => office.close());

const upload = async (replaces?: string) => (await office.receive(Buffer.from('Công văn'), 'a.txt', { replaces })).id;

/** @param before awaited before the commit */
const link = (ids: readonly string[], owner = documents[0]!, before = async () => {}) =>
  office.executor.execute(
    {
      name: 'test.link',
      run: async (context) => {
        context.nothingChanged();
        await linkAttachments(context, ids, owner);
        await before();
      },
    },
    undefined,
    office.as('vanthu'),
  );

const current = async () => {
  const [owner] = Object.values(documents[0]!);
  const files = await attachmentsOf(office.database, 'outgoing_document_id', owner as string);
  return files.map(({ id, version }) => [id, version]);
};

const versionsOf = async (id: string) => (await listVersions(office.database, id)).map((each) => [each.id, each.version]);

it('a later version takes the place of a file in the list of its document; the earlier stay readable', async () => {
  const [first, other] = [await upload(), await upload()];
  await link([first, other]);
  const second = await upload(first);
  expect(await current()).toEqual([[first, 1], [other, 1]]);

  await link([second]);
  const third = await upload(second);
  await link([third]);
  expect(await current()).toEqual([[other, 1], [third, 3]]);
  for (const id of [first, second, third]) expect(await versionsOf(id)).toEqual([[third, 3], [second, 2], [first, 1]]);
  expect(await versionsOf(other)).toEqual([[other, 1]]);
  expect(await getAttachment(office.database, first)).toMatchObject({ replaces: null, replacedBy: second });
  expect(await getAttachment(office.database, third)).toMatchObject({ replaces: second, replacedBy: null });
});

it('only a current file of a document can be named as the one to replace', async () => {
  const refusal = { code: 'documents.attachment-not-replaceable' };
  const [unlinked, first] = [await upload(), await upload()];
  await expect(upload(unlinked)).rejects.toMatchObject(refusal);
  await expect(upload('0197a5f0-0000-7000-8000-000000000000')).rejects.toMatchObject(refusal);
  await link([first]);
  await link([await upload(first)]);
  const before = await office.filesInFolder();
  await expect(upload(first)).rejects.toMatchObject(refusal);
  expect(await office.filesInFolder()).toEqual(before);
});

it('of two that are to replace the same file the second to come is refused, also in one act', async () => {
  const first = await upload();
  await link([first]);
  const rivals = [await upload(first), await upload(first)] as const;
  const refusal = { code: 'documents.attachments-not-linkable' };
  await expect(link(rivals)).rejects.toMatchObject({ ...refusal, findings: [{ where: 'attachmentIds[1]' }] });
  await link([rivals[0]]);
  await expect(link([rivals[1]])).rejects.toMatchObject({ ...refusal, findings: [{ where: 'attachmentIds[0]' }] });
  expect(await current()).toEqual([[rivals[0], 2]]);
});

it('one that comes while another is taking the place waits for it, and is refused', async () => {
  const first = await upload();
  await link([first]);
  const rivals = [await upload(first), await upload(first)] as const;
  let begin!: () => void;
  let end!: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const winner = link([rivals[0]], documents[0], () => {
    begin();
    return ended;
  });
  await begun;
  const loser = expect(link([rivals[1]])).rejects.toMatchObject({ code: 'documents.attachments-not-linkable' });
  await eventually(async () => {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await office.database.query(waiting)).length > 0;
  });
  end();
  await Promise.all([winner, loser]);
  expect(await current()).toEqual([[rivals[0], 2]]);
});

it('a version does not move to another document', async () => {
  const first = await upload();
  await link([first]);
  const second = await upload(first);
  await expect(link([second], documents[1])).rejects.toMatchObject({
    code: 'documents.attachments-not-linkable',
    findings: [{ what: 'replaces a file of another document' }],
  });
});
