import { dateInZone, newId } from '#foundation';
import { addEntry } from './entries/add-entry.command.js';
import { listEntries } from './entries/list-entries.query.js';
import { removeEntry } from './entries/remove-entry.command.js';
import { closeWorkFile } from './files/close-work-file.command.js';
import { listWorkFiles } from './files/list-work-files.query.js';
import { shareWorkFile } from './shares/share-work-file.command.js';
import { type WorkFileOffice, GROUPS, openWorkFileOffice } from './testing/work-file-office.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY_MS = 24 * 3_600_000;

let office: WorkFileOffice;
beforeAll(async () => {
  office = await openWorkFileOffice();
});
afterAll(() => office.close());

const dayIn = (days: number) => dateInZone(new Date(office.clock.now().getTime() + days * DAY_MS), ZONE);
const seenBy = async (login: 'nguoikhac') =>
  (await listWorkFiles(office.database, office.person(login), { limit: 50 })).items.map(({ id }) => id);
const add = addEntry(() => Promise.resolve());
const put = (fileId: string, entry: Parameters<typeof add.run>[1]['entry']) =>
  office.executor.execute(add, { fileId, entry, groups: GROUPS.chuyenvien }, office.as('chuyenvien'));
const close = (fileId: string) =>
  office.executor.execute(closeWorkFile, { fileId, groups: GROUPS.chuyenvien }, office.as('chuyenvien'));

describe('work files', () => {
  it('that are opened at once have each a code of its own', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => office.openFile()));
    expect(opened.map(({ code }) => code).sort()).toEqual(['01.QLCN', '01.QLCN (2)', '01.QLCN (3)', '01.QLCN (4)', '01.QLCN (5)']);
  });

  it('keep what is put in at once in an order without gaps, page by page', async () => {
    const { id } = await office.openFile();
    await Promise.all(Array.from({ length: 12 }, (_, index) => office.note(id, `Ghi chú ${index}`)));
    const first = await listEntries(office.database, id, { limit: 5 });
    const second = await listEntries(office.database, id, { limit: 50, after: first.next! });
    expect([...first.items, ...second.items].map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect([first.items.length, second.next]).toEqual([5, null]);
  });

  it('are read by whoever they are shared with from the first day to the last, and not before or after', async () => {
    const { id } = await office.openFile();
    const share = { login: 'nguoikhac', level: 'read', from: dayIn(2), until: dayIn(3) } as const;
    await office.executor.execute(shareWorkFile, { fileId: id, share, groups: GROUPS.truongphong }, office.as('truongphong'));
    expect(await seenBy('nguoikhac')).not.toContain(id);
    office.clock.advance(2 * DAY_MS);
    expect(await seenBy('nguoikhac')).toContain(id);
    const note = { kind: 'note', note: 'x' } as const;
    const adding = office.executor.execute(add, { fileId: id, entry: note, groups: GROUPS.nguoikhac }, office.as('nguoikhac'));
    await expect(adding).rejects.toMatchObject({ code: 'work-files.forbidden' });
    office.clock.advance(2 * DAY_MS);
    expect(await seenBy('nguoikhac')).not.toContain(id);
  });

  it('that hold unfinished work say which, and are closed once it is done', async () => {
    const { id } = await office.openFile();
    const [handled, owed, done] = [
      await office.insertIncoming(),
      await office.insertIncoming({ status: 'closed', replyOwed: true }),
      await office.insertIncoming({ status: 'closed' }),
    ];
    const draft = newId();
    await office.database.query(
      `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at)
       values ($1, 'draft', 'BC', 'Báo cáo', 'QLCN', 'chuyenvien', 1, now())`,
      [draft],
    );
    await office.database.query(
      `insert into assignment (id, assigner, unit_code, to_unit, assignee, coordinating_people, coordinating_units, kind, urgency,
         work_file_id, instance_id, given_at)
       values ($1, 'truongphong', 'QLCN', false, 'chuyenvien', '{}', '{}', 'general', 'normal', $2, $3, now())`,
      [newId(), id, newId()],
    );
    const slip = await put(id, { kind: 'note', note: 'nhầm' });
    const removal = { fileId: id, entryId: slip.id, reason: 'nhầm', groups: GROUPS.chuyenvien };
    await office.executor.execute(removeEntry, removal, office.as('chuyenvien'));
    for (const documentId of [done, handled, owed]) await put(id, { kind: 'incoming', documentId });
    await put(id, { kind: 'outgoing', documentId: draft });
    await expect(close(id)).rejects.toMatchObject({
      code: 'work-files.unfinished',
      findings: [
        { where: 'entries[2]', what: 'incoming document 1/2026 is still being handled' },
        { where: 'entries[3]', what: 'a reply to incoming document 2/2026 is owed' },
        { where: 'entries[4]', what: `outgoing document ${draft} is not issued yet` },
        { where: 'assignments' },
      ],
    });
    await office.database.query(`update incoming_document set status = 'closed', closed_at = now() where id = $1`, [handled]);
    await office.database.query(`update reply_obligation set status = 'cancelled', closed_at = now()`);
    await office.database.query('delete from assignment');
    await office.database.query('update work_file_entry set removed_by = $1, removed_at = now(), remove_reason = $1 where outgoing_document_id = $2', ['x', draft]);
    await close(id);
    await expect(close(id)).rejects.toMatchObject({ code: 'work-files.not-open' });
  });

  it('are not shared with a unit that has ended', async () => {
    const { id } = await office.openFile();
    await office.database.query(`insert into unit (code, name, kind, sort, valid_to) values ('CU', 'Phòng cũ', 'professional', 9, '2020-01-01')`);
    const share = { unit: 'CU', level: 'read' } as const;
    await expect(
      office.executor.execute(shareWorkFile, { fileId: id, share, groups: GROUPS.truongphong }, office.as('truongphong')),
    ).rejects.toMatchObject({ code: 'work-files.refused', findings: [{ where: 'unit' }] });
  });

  it('share a document, which lies in each of them once', async () => {
    const [one, other] = [await office.openFile(), await office.openFile()];
    const documentId = await office.insertIncoming();
    for (const { id } of [one, other]) await put(id, { kind: 'incoming', documentId });
    await expect(put(one.id, { kind: 'incoming', documentId })).rejects.toMatchObject({ code: 'work-files.already-in-file' });
  });
});
