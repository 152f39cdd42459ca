import { openTestOffice, type TestOffice } from '../../../../../test/support/office.js';
import { changePaperBook } from './change-paper-book.command.js';
import { recordRefusal } from './record-refusal.command.js';
import { type RefusalInput, refusalSchema } from './refusal.schema.js';
import { countRefusals, listRefusals } from './refusals.query.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());

const refuse = (given: object = {}) => {
  const input: RefusalInput = refusalSchema.parse({ ground: 'state-secret', receivedAt: office.inHours(-1), ...given });
  return office.executor.execute(recordRefusal, input, office.as('vanthu'));
};

describe('what is turned away', () => {
  it('has gapless numbers of its own, also when one fails among others', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => refuse(index % 4 === 0 ? { receivedAt: office.inHours(5) } : {})),
    );
    const numbers = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : []));
    expect(numbers.sort((one, other) => one - other)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  });

  it('did not come in the future: that says what is wrong, and no number is used', async () => {
    await expect(refuse({ receivedAt: office.inHours(5) })).rejects.toMatchObject({
      code: 'documents.refusal-not-recorded',
      findings: [{ where: 'receivedAt', code: 'received-in-future' }],
    });
  });

  it('did not come in a year that nobody can mean, and not long ago without a reason out of a list', async () => {
    const refused = (code: string) => ({ code: 'documents.refusal-not-recorded', findings: [{ code }] });
    await expect(refuse({ receivedAt: '1990-01-05T08:00:00Z', lateReason: 'found-late' })).rejects.toMatchObject(refused('year-mistyped'));
    await expect(refuse({ receivedAt: office.inHours(-24 * 60) })).rejects.toMatchObject(refused('refusal-late-reason-missing'));
    expect(refusalSchema.safeParse({ ground: 'complaint', receivedAt: office.inHours(-1), lateReason: 'Tìm thấy sau' }).success).toBe(false);
    await refuse({ receivedAt: office.inHours(-24 * 60), lateReason: 'found-late' });
    expect((await listRefusals(office.database, { limit: 1 })).items).toMatchObject([{ number: 16, lateReason: 'found-late' }]);
  });

  it('goes into the book on paper that is named for its ground', async () => {
    expect(await refuse({ ground: 'complaint' })).toMatchObject({ paperBook: 'Sổ tiếp nhận đơn khiếu nại' });
    await office.executor.execute(changePaperBook, { ground: 'complaint', name: 'Sổ tiếp công dân' }, office.as('tungmt'));
    expect(await refuse({ ground: 'complaint' })).toMatchObject({ paperBook: 'Sổ tiếp công dân' });
    const { items } = await listRefusals(office.database, { ground: 'complaint', limit: 10 });
    expect(items.map(({ paperBook }) => paperBook)).toEqual(['Sổ tiếp công dân', 'Sổ tiếp nhận đơn khiếu nại']);
  });

  it('is listed the latest first, page by page, and counted by month and ground', async () => {
    await refuse({ ground: 'denunciation' });
    const year = office.clock.now().getUTCFullYear();
    const first = await listRefusals(office.database, { year, limit: 2 });
    const next = await listRefusals(office.database, { year, limit: 2, after: first.next! });
    const numbers = [...first.items, ...next.items].map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
    const counts = await countRefusals(office.database, { year, zone: 'UTC' });
    expect(counts.map(({ ground, count }) => [ground, count])).toEqual([
      ['complaint', 2],
      ['denunciation', 1],
      ['state-secret', 16],
    ]);
  });

  it.each([
    ['a subject', { subject: 'Kế hoạch' }],
    ['a number', { documentNumber: '12/BC' }],
    ['a file', { attachmentIds: [] }],
    ['a remark', { note: 'kế hoạch phòng thủ biên giới của tỉnh' }],
    ['words about what became of it', { handling: 'kế hoạch phòng thủ' }],
    ['a symbol for the sender', { senderAgency: 'Số 12/QĐ của Bộ' }],
    ['the sender of a denunciation', { ground: 'denunciation', senderAgency: 'Nguyễn Văn A' }],
  ])('has no place for %s', (_what, given) => {
    expect(refusalSchema.safeParse({ ground: 'state-secret', receivedAt: office.inHours(-1), ...given }).success).toBe(false);
  });

  it('may say from which agency it came and what became of it', async () => {
    await refuse({ senderAgency: 'Trường THPT số 2', handling: 'to-office' });
    const [row] = (await listRefusals(office.database, { limit: 1 })).items;
    expect(row).toMatchObject({ senderAgency: 'Trường THPT số 2', handling: 'to-office', note: null, refusedBy: 'vanthu' });
  });
});
