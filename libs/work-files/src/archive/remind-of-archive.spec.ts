import { closeWorkFile } from '../files/close-work-file.command.js';
import { getWorkFile } from '../files/get-work-file.query.js';
import { reopenWorkFile } from '../files/reopen-work-file.command.js';
import { GROUPS, openWorkFileOffice, type WorkFileOffice } from '../testing/work-file-office.js';
import { decideHandover } from './decide-handover.command.js';
import { remindOfArchive, type TellOfWorkFile } from './remind-of-archive.command.js';
import { submitHandover } from './submit-handover.command.js';

const DAY_MS = 24 * 3_600_000;

let office: WorkFileOffice;
let told: string[] = [];
beforeEach(async () => {
  told = [];
  office = await openWorkFileOffice();
});
afterEach(() => office.close());

const write: TellOfWorkFile = async (_context, { keeper, unit }, { title }) => void told.push(`${keeper}, ${unit}: ${title}`);
const remind = (tell = write, limit = 100) => office.executor.execute(remindOfArchive, { limit, tell }, office.as('system:worker'));
const due = (code: string) => `chuyenvien, QLCN: Sắp đến hạn nộp lưu hồ sơ ${code} năm ${office.year}`;
const overdue = (code: string) => `chuyenvien, QLCN: Quá hạn nộp lưu hồ sơ ${code} năm ${office.year}`;

const close = (fileId: string) => office.executor.execute(closeWorkFile, { fileId, groups: GROUPS.chuyenvien }, office.as('chuyenvien'));
const closed = async () => {
  const file = await office.openFile();
  await close(file.id);
  return file.id;
};
const dayOf = async (id: string) => (await getWorkFile(office.database, office.person('chuyenvien'), id)).handOverBy!;
/** To the morning of the day so many days after the hand-over of a file is due. */
const goTo = async (id: string, days: number) =>
  office.clock.advance(Date.parse(`${await dayOf(id)}T02:00:00Z`) + days * DAY_MS - office.clock.now().getTime());

it('keeper and head hear once that a closed file is due for the archive in thirty days, and once that it is late', async () => {
  const id = await closed();
  await goTo(id, -31);
  expect([await remind(), told]).toEqual([0, []]);
  await goTo(id, -30);
  expect([await remind(), await remind(), told]).toEqual([1, 0, [due('01.QLCN')]]);
  await goTo(id, 0);
  expect(await remind()).toBe(0);
  await goTo(id, 1);
  expect([await remind(), await remind(), told]).toEqual([1, 0, [due('01.QLCN'), overdue('01.QLCN')]]);
});

it('the notice names the file and the last day, and the trail keeps of what was told', async () => {
  const id = await closed();
  await goTo(id, -1);
  const notices: object[] = [];
  await remind(async (_context, _to, notice) => void notices.push(notice));
  const day = await dayOf(id);
  const body = `Hồ sơ «Hồ sơ chuyển giao» đã kết thúc, phải giao nộp vào lưu trữ cơ quan chậm nhất ngày ${day.split('-').reverse().join('/')}.`;
  expect(notices).toMatchObject([{ body, event: `archive-due:${id}:${day}` }]);
  const trail = await office.database.query(`select detail from audit_entry where action = 'work-files.remind-of-archive'`);
  expect(trail).toEqual([{ detail: { handOverBy: day, overdue: false } }]);
});

it('two workers at once tell of each file once, and neither waits for the other', async () => {
  const ids = [await closed(), await closed(), await closed()];
  await goTo(ids[0]!, -1);
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun = () => undefined as void;
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const first = remind(async (...telling) => {
    begun();
    await held;
    await write(...telling);
  }, 2);
  await hasBegun;
  expect([await remind(), told]).toEqual([1, [due('01.QLCN (3)')]]);
  release();
  expect([await first, await remind()]).toEqual([2, 0]);
  expect(told).toEqual([due('01.QLCN (3)'), due('01.QLCN'), due('01.QLCN (2)')]);
});

it('a file that was opened again is not reminded of, and anew once it has another day', async () => {
  const id = await closed();
  await goTo(id, -1);
  await remind();
  const again = { fileId: id, reason: 'Bổ sung', groups: GROUPS.truongphong };
  await office.executor.execute(reopenWorkFile, again, office.as('truongphong'));
  office.clock.advance(400 * DAY_MS);
  expect(await remind()).toBe(0);
  await close(id);
  expect(await remind()).toBe(0);
  await goTo(id, -1);
  expect([await remind(), told]).toEqual([1, [due('01.QLCN'), due('01.QLCN')]]);
});

it('a file on its way to the archive is not reminded of, unless the archivist returns it, nor one that he has taken', async () => {
  const id = await closed();
  const hand = () => office.executor.execute(submitHandover, { fileIds: [id], groups: GROUPS.chuyenvien }, office.as('chuyenvien'));
  const decide = (handoverId: string, returnReason?: string) =>
    office.executor.execute(decideHandover, { handoverId, returnReason }, office.as('vanthu'));
  const first = await hand();
  await goTo(id, 1);
  expect(await remind()).toBe(0);
  await decide(first.id, 'Thiếu mục lục');
  expect([await remind(), told]).toEqual([1, [overdue('01.QLCN')]]);
  const other = await closed();
  const second = await office.executor.execute(submitHandover, { fileIds: [other], groups: GROUPS.chuyenvien }, office.as('chuyenvien'));
  await decide(second.id);
  office.clock.advance(400 * DAY_MS);
  expect(await remind()).toBe(0);
});
