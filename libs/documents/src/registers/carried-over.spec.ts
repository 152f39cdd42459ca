import { listObligations } from '../obligations/list-obligations.query.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { issueAnswer } from '../testing/issue-answer.js';
import { listTrackingRegister } from './list-tracking-register.query.js';

const zone = 'Asia/Ho_Chi_Minh';
const LAST_DAY = '2026-12-31T03:00:00.000Z';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

const goTo = (instant: string) => {
  office.clock.offsetMs = Date.parse(instant) - Date.now();
};
const lines = async (year: number, given: object = {}) => {
  const { items } = await listTrackingRegister(office.database, { year, zone, limit: 10, ...given });
  return items.map(({ arrivalNumber, carriedFrom, progress, note }) => ({ arrivalNumber, carriedFrom, progress, note }));
};

it('what is not done at the end of a year is in the register of the next ones, before their own, until it is', async () => {
  goTo(LAST_DAY);
  const owed = { replyRequired: true, dueAt: '2027-01-06T03:00:00.000Z' };
  const [late, answered] = [await office.register({ ...owed, note: 'Bản giấy' }), await office.register(owed)];
  await issueAnswer(office, answered.obligationId);
  expect(await lines(2027)).toEqual([]);

  goTo('2027-01-02T03:00:00.000Z');
  const own = await office.register({ ...owed, dueAt: '2027-02-01T03:00:00.000Z' });
  expect(own).toMatchObject({ arrivalYear: 2027, arrivalNumber: 1 });
  const carried = { arrivalNumber: 1, carriedFrom: 2026, progress: 'Chờ ý kiến chỉ đạo', note: 'Chuyển từ sổ năm 2026. Bản giấy' };
  const ofTheYear = { arrivalNumber: 1, carriedFrom: null, progress: 'Chờ ý kiến chỉ đạo', note: null };
  expect(await lines(2027)).toEqual([carried, ofTheYear]);
  expect(await lines(2027, { from: '2027-01-02' })).toEqual([ofTheYear]);
  expect(await lines(2027, { to: '2027-01-01' })).toEqual([carried]);
  expect(await lines(2026)).toMatchObject([{ carriedFrom: null, note: 'Bản giấy' }, { progress: 'Đã trả lời đúng hạn' }]);
  expect((await listObligations(office.database, { zone, carriedOver: true, status: 'open', limit: 10 })).items).toMatchObject([
    { id: late.obligationId, carriedOver: true, overdue: false },
  ]);

  goTo('2027-01-08T03:00:00.000Z');
  expect(await lines(2027)).toMatchObject([{ progress: 'Chờ ý kiến chỉ đạo (quá hạn)' }, {}]);
  await issueAnswer(office, late.obligationId);
  expect(await lines(2027)).toMatchObject([{ carriedFrom: 2026, progress: 'Đã trả lời quá hạn' }, {}]);

  goTo('2028-01-05T03:00:00.000Z');
  expect(await lines(2028)).toMatchObject([{ arrivalNumber: 1, carriedFrom: 2027 }]);
  // The register of a year stays as it was bound.
  expect(await lines(2027)).toMatchObject([{ carriedFrom: 2026 }, { carriedFrom: null }]);
});

it('pages go on from the years before to the year itself', async () => {
  goTo('2028-01-05T03:00:00.000Z');
  await office.register({ replyRequired: true, dueAt: '2028-03-01T03:00:00.000Z' });
  await office.register({ replyRequired: true, dueAt: '2028-03-01T03:00:00.000Z' });
  const seen: unknown[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listTrackingRegister(office.database, { year: 2028, zone, limit: 1, after });
    seen.push(...page.items.map(({ arrivalNumber, carriedFrom }) => [arrivalNumber, carriedFrom]));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toEqual([[1, 2027], [1, null], [2, null]]);
});
