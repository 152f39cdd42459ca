import { ADMIN, CHIEF, CLERK, Desks, DIRECTOR, DRAFTER, HEADS, type Registered } from './office-year/desks.js';
import { OfficeOverTime } from './office-year/office-over-time.js';
import { PaperBooks } from './office-year/paper-books.js';
import { actsWithoutTrail, mailsHaveLeft, openWork, standingTroubles, workOfNobody } from './office-year/loose-ends.js';
import { handFromHandToHand, MINISTRY, ordinaryMonth, PROVINCE } from './office-year/ordinary-mail.js';
import { carriedInto, expectCountsToAgree, expectRegistersByHand } from './office-year/year-count.js';
import { vn } from '../support/office-time.js';

jest.setTimeout(240_000);

/** A year of the demo office, told in the order in which it happens: each part stands on what the parts before it left. */

const QLCN = { leadUnit: 'QLCN' };
/** Signed on the last day of the year, and issued on the first of the next. */
const GREETING = { type: 'CV', subject: 'V/v chúc mừng năm mới', recipients: 'Sở Tư pháp\nLưu: VT' };

let office: OfficeOverTime;
let desks: Desks;
const books = new PaperBooks();
let waiting: Registered;
let greeting: string;
let late: Registered;
let carried: Registered;
beforeAll(async () => {
  office = await OfficeOverTime.open('2026-01-05 07:15');
  desks = new Desks(office, books);
});
afterAll(() => office.close());

const dueOf = async (login: string, { id }: Registered, form: string) => (await desks.taskOf(login, id, form)).dueAt;
const obligationOf = async ({ id }: Registered) => (await office.get<{ obligation: object }>(CLERK, `incoming-documents/${id}`)).obligation;
const toTheMinute = (instant: string) => new Date(Math.round(Date.parse(instant) / 60_000) * 60_000).toISOString();
const closeYear = (book: string, closed = true) => office.post(CHIEF, `document-books/${book}/years/2026`, { closed }, 'PUT');

describe('a year of the office', () => {
  it('opens with books that nobody has written in, its file plan, and the addresses of those it writes to', async () => {
    const { items } = await office.get<{ items: { code: string; years: object[] }[] }>(CLERK, 'document-books');
    expect(items.map(({ code, years }) => [code, years])).toEqual([['incoming', []], ['outgoing', []], ['internal', []]]);
    const csv = 'code,title,retention,unit,responsible\n01.QLCN,Hồ sơ chuyển đổi số,20,QLCN,tuanda\n02.QLCN,Hồ sơ sáng kiến,10,QLCN,maint\n';
    expect(await office.post(CLERK, 'file-plan/imports', { year: 2026, csv })).toMatchObject({ added: ['01.QLCN', '02.QLCN'] });
    await office.post(CLERK, 'correspondents', { name: 'Sở Tư pháp', kind: 'mail', email: 'vanthu@stp.example.vn' });
    await office.post(CLERK, 'correspondents', { name: PROVINCE, kind: 'paper', address: '01 Trần Phú, Quy Nhơn' });
    await office.post(ADMIN, `people/${DIRECTOR}/email`, { email: 'baotq@skhcn.example' }, 'PUT');
  });

  it('January: the first letter has number 1, is answered within its time, and work goes on the Saturday that makes up', async () => {
    const first = await desks.register({
      senderAgency: PROVINCE,
      documentNumber: '12/UBND-VX',
      documentDate: '2026-01-05',
      subject: 'V/v báo cáo chuyển đổi số năm 2026',
      replyRequired: true,
      more: { dueWithin: { duration: 'P10D' } },
    });
    expect([first.arrivalNumber, first.arrivalYear]).toEqual([1, 2026]);
    const flash = await desks.register({
      senderAgency: MINISTRY,
      documentNumber: '3/CĐ-BKHCN',
      documentDate: '2026-01-05',
      documentType: 'Công điện',
      subject: 'Công điện về ứng phó sự cố năm 2026',
      medium: 'paper',
      more: { urgency: 'flash' },
    });
    await desks.handle(flash, QLCN);
    const answer = { type: 'BC', subject: 'Báo cáo chuyển đổi số', recipients: 'Như trên\nSở Tư pháp\nLưu: VT, QLCN' };
    await desks.answer(first, { ...QLCN, coordinatingUnits: ['QLKH'], informationUnits: ['TDC'] }, answer);
    await office.pass('2026-01-09 14:00');
    const friday = await desks.register({ senderAgency: MINISTRY, documentNumber: '9/BKHCN-VP', documentDate: '2026-01-08', subject: 'V/v số liệu năm 2026' });
    expect(await dueOf(DIRECTOR, friday, 'instruction')).toBe(vn('2026-01-10 17:00'));
    await office.pass('2026-01-10 08:00');
    await desks.handle(friday, QLCN);
    await ordinaryMonth(desks, 1);
  });

  it('February: no time runs over Tết, and what came meanwhile is registered on the first morning', async () => {
    await office.pass('2026-02-12 10:00');
    const before = await desks.register({
      senderAgency: PROVINCE,
      documentNumber: '77/UBND-NC',
      documentDate: '2026-02-11',
      subject: 'V/v đề án năm 2026',
      replyRequired: true,
      more: { dueWithin: { duration: 'P5D' } },
    });
    await ordinaryMonth(desks, 2);
    await desks.instruct(before, QLCN);
    expect(await dueOf(HEADS['QLCN']!, before, 'assignment')).toBe(vn('2026-02-26 17:00'));
    await office.pass('2026-02-23 07:30');
    const thoseDays = await desks.register({
      senderAgency: MINISTRY,
      documentNumber: '41/BKHCN-VP',
      documentDate: '2026-02-15',
      subject: 'V/v trực Tết năm 2026',
      more: { receivedAt: vn('2026-02-18 09:00'), instruction: { leadUnit: 'QLKH', content: 'Biết.', instructedBy: DIRECTOR } },
    });
    await desks.complete(HEADS['QLKH']!, thoseDays.id, 'handling', { result: 'Đã trực.' });
    waiting = before;
  });

  it('March: a reply that waits for another agency is paused and extended, and still in time; work goes from hand to hand', async () => {
    const [deadline] = await office.list<{ id: string }>(HEADS['QLCN']!, 'deadlines?kind=case');
    const act = (what: string, given: object) => office.post<{ dueAt: string }>(DIRECTOR, `deadlines/case/${deadline!.id}/${what}`, given);
    await office.pass('2026-02-24 09:00');
    const paused = await act('pause', { until: vn('2026-03-10 07:00'), reason: 'chờ Sở Tài chính' });
    await office.pass('2026-03-11 08:00');
    const extended = await act('extensions', { to: { workingDays: 3, from: paused.dueAt }, reason: 'nội dung phức tạp' });
    // Office time goes on while the year is told: the clock was stopped some seconds after nine, and has those less left.
    expect([toTheMinute(paused.dueAt), extended.dueAt]).toEqual([vn('2026-03-12 15:00'), vn('2026-03-17 17:00')]);
    expect(await dueOf(HEADS['QLCN']!, waiting, 'assignment')).toBe(extended.dueAt);
    const answer = { type: 'CV', subject: 'V/v góp ý đề án', recipients: `${PROVINCE}\nLưu: VT` };
    await desks.draftAnswer(waiting, answer);
    await desks.issue(waiting.id, answer);
    await desks.complete(DRAFTER, waiting.id, 'verification', { numberIsRight: true });
    await desks.closed(waiting);
    expect(await obligationOf(waiting)).toMatchObject({ status: 'answered', timeliness: 'on-time' });
    await ordinaryMonth(desks, 3);
    await handFromHandToHand(desks);
  });

  it('April: secrets and complaints are turned away and take no number', async () => {
    await office.pass('2026-04-03 08:30');
    const receivedAt = vn('2026-04-03 08:15');
    expect(await office.post(CLERK, 'incoming-documents/refusals', { ground: 'complaint', receivedAt })).toMatchObject({ number: 1 });
    expect(await office.post(CLERK, 'incoming-documents/refusals', { ground: 'state-secret', receivedAt, senderAgency: 'Bộ Công an' })).toMatchObject({ number: 2 });
    const marked = { senderAgency: 'Bộ Công an', documentNumber: '7/BCA', documentDate: '2026-04-01', documentType: 'Công văn', replyRequired: false };
    const refused = await office.refused(CLERK, 'incoming-documents', { ...marked, subject: 'V/v kế hoạch (MẬT)', medium: 'paper' });
    expect([refused.status, refused.body.code]).toEqual([409, 'documents.must-not-enter-suspected']);
    const { counts } = await office.get<{ counts: { count: number }[] }>(CLERK, 'incoming-documents/refusals/counts?year=2026');
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    await ordinaryMonth(desks, 4);
  });

  it('May: what the office sends out goes by mail, and is corrected, replaced and recalled by acts that the book names', async () => {
    await office.pass('2026-05-05 08:00');
    const letter = { type: 'CV', subject: 'V/v hội nghị năm 2026', recipients: 'Sở Tư pháp\nBan Dân tộc (2 bản)\nLưu: VT, QLCN' };
    const conference = await desks.sendOut(letter);
    const correction = await desks.sendOut({ ...letter, subject: 'V/v đính chính ngày tổ chức' });
    await office.post(CHIEF, `outgoing-documents/${conference}/acts`, { kind: 'correct', reason: 'Sai ngày', byDocumentId: correction });
    const report = await desks.sendOut({ type: 'BC', subject: 'Báo cáo quý I', recipients: PROVINCE });
    const better = await desks.sendOut({ type: 'BC', subject: 'Báo cáo quý I (thay thế)', recipients: PROVINCE });
    await office.post(CHIEF, `outgoing-documents/${report}/acts`, { kind: 'replace', reason: 'Thiếu phụ lục', byDocumentId: better });
    await mailsHaveLeft(office);
    // The report of January, this letter, its correction, and the notice of that.
    expect(await office.mailsTo('vanthu@stp.example.vn', 4)).toHaveLength(4);
    await office.post(DIRECTOR, `outgoing-documents/${conference}/acts`, { kind: 'recall', reason: 'Hoãn hội nghị' });
    await ordinaryMonth(desks, 5);
  });

  it('June: numbers that were given by mistake are voided and stay, and given work is reported on and judged', async () => {
    await office.pass('2026-06-08 08:00');
    const stray = await desks.register({ senderAgency: MINISTRY, documentNumber: '300/BKHCN-VP', documentDate: '2026-06-04', subject: 'V/v gửi nhầm năm 2026' });
    await office.post(CLERK, `incoming-documents/${stray.id}/void`, { reason: 'gửi cho cơ quan khác' });
    books.void(stray.id);
    const draft = { type: 'CV', subject: 'V/v cấp nhầm số', recipients: 'Ban Dân tộc' };
    const mistaken = await desks.issue(await desks.submit(draft), draft);
    await office.post(CLERK, `outgoing-documents/${mistaken}/void`, { reason: 'trùng nội dung' });
    books.void(mistaken);
    const work = { title: 'Tổng hợp số liệu', content: 'Tổng hợp số liệu sáu tháng.', assignee: 'maint', workingDays: 3 };
    const given = await office.post<{ id: string }>(HEADS['QLCN']!, 'assignments', work);
    await desks.complete('maint', given.id, 'acceptance', { acceptance: 'accept' });
    await office.post('maint', `assignments/${given.id}/progress`, { percent: 60, text: 'Đã có số liệu của hai phòng.' });
    await desks.complete('maint', given.id, 'result', { result: 'Đã tổng hợp.' });
    await desks.complete(HEADS['QLCN']!, given.id, 'judgement', { judgement: 'accept' });
    await ordinaryMonth(desks, 6);
  });

  it('July: a letter that went to the wrong unit comes back to the leader with a reason and goes to the right one', async () => {
    await office.pass('2026-07-06 08:00');
    const letter = await desks.register({ senderAgency: MINISTRY, documentNumber: '350/BKHCN-KH', documentDate: '2026-07-02', subject: 'V/v đề tài năm 2026' });
    await desks.instruct(letter, { leadUnit: 'TDC', informationUnits: ['QLCN'] });
    await desks.complete(HEADS['TDC']!, letter.id, 'handling', { response: 'return', returnReason: 'Thuộc phòng Quản lý khoa học.' });
    await desks.complete(DIRECTOR, letter.id, 'reinstruction', { leadUnit: 'QLKH', instruction: 'Giao QLKH.' });
    await desks.complete(HEADS['QLKH']!, letter.id, 'handling', { response: 'accept', result: 'Đã thực hiện.' });
    await desks.complete(HEADS['QLCN']!, letter.id, 'acknowledgement');
    await desks.closed(letter);
  });

  it('summer: a Saturday that is worked counts, the Monday for it does not', async () => {
    await office.pass('2026-08-21 10:00');
    const due = (day: string) => ({ dueWithin: { duration: day }, replyRequired: true });
    const letter = { senderAgency: PROVINCE, documentDate: '2026-08-20', subject: 'V/v diễn tập năm 2026', replyRequired: true };
    const saturday = await desks.register({ ...letter, documentNumber: '901/UBND-NC', more: due('P1D') });
    expect(await office.get(CLERK, `incoming-documents/${saturday.id}`)).toMatchObject({ dueAt: vn('2026-08-22 17:00') });
    await desks.answer(saturday, QLCN, { type: 'CV', subject: 'V/v tham gia diễn tập', recipients: 'Như trên' });
    await office.pass('2026-08-28 10:00');
    const swapped = await desks.register({ ...letter, documentNumber: '930/UBND-NC', subject: 'V/v trực lễ năm 2026', more: due('P1D') });
    expect(await office.get(CLERK, `incoming-documents/${swapped.id}`)).toMatchObject({ dueAt: vn('2026-09-03 17:00') });
    await office.pass('2026-09-07 08:00');
    await desks.answer(swapped, QLCN, { type: 'CV', subject: 'V/v kết quả trực lễ', recipients: 'Như trên' });
    await ordinaryMonth(desks, 9);
  });

  it('October: a work file gathers a matter, is closed and goes to the archive', async () => {
    await office.pass('2026-10-05 08:00');
    const file = await office.post<{ id: string }>(DRAFTER, 'work-files', { year: 2026, planCode: '01.QLCN' });
    const [letter] = books.incoming.filter(({ answeredBy }) => answeredBy.length > 0);
    const answer = books.outgoing.find(({ symbol }) => symbol === letter!.answeredBy[0])!;
    await office.post(DRAFTER, `work-files/${file.id}/entries`, { kind: 'incoming', documentId: letter!.id });
    await office.post(DRAFTER, `work-files/${file.id}/entries`, { kind: 'outgoing', documentId: answer.id });
    await office.post(DRAFTER, `work-files/${file.id}/closing`);
    const handover = await office.post<{ id: string }>(DRAFTER, 'archive-handovers', { fileIds: [file.id] });
    await office.post(CLERK, `archive-handovers/${handover.id}/acceptance`);
    expect(await office.get(DRAFTER, `work-files/${file.id}`)).toMatchObject({ status: 'handed-over', entries: 2 });
  });

  it('November: an answer that had a number by mistake is owed again, on somebody’s desk, and answered under another', async () => {
    await office.pass('2026-11-09 08:00');
    const letter = { senderAgency: PROVINCE, documentNumber: '1300/UBND-VX', documentDate: '2026-11-06', subject: 'V/v thống kê năm 2026', replyRequired: true };
    const question = await desks.register({ ...letter, more: { dueWithin: { duration: 'P10D' } } });
    const draft = { type: 'BC', subject: 'Báo cáo thống kê', recipients: 'Như trên' };
    const mistaken = await desks.answer(question, QLCN, draft);
    await office.post(CLERK, `outgoing-documents/${mistaken}/void`, { reason: 'nhầm số liệu' });
    books.void(mistaken);
    expect(await obligationOf(question)).toMatchObject({ status: 'open' });
    await office.pass('2026-11-10 08:00');
    expect((await openWork(office)).map(({ subject }) => subject)).toContain(letter.subject);
    await desks.reply(question, draft);
    await desks.closed(question);
    expect(await obligationOf(question)).toMatchObject({ status: 'answered', timeliness: 'on-time' });
  });

  it('December: the registers of the year say what was counted by hand, and all that is left is owed and known', async () => {
    await office.pass('2026-12-21 08:00');
    const letter = { senderAgency: PROVINCE, documentDate: '2026-12-18', replyRequired: true };
    late = await desks.register({ ...letter, documentNumber: '1500/UBND-TH', subject: 'V/v tổng kết năm 2026', more: { dueAt: vn('2026-12-30 17:00') } });
    carried = await desks.register({ ...letter, documentNumber: '1501/UBND-TH', subject: 'V/v kế hoạch sau năm 2026', more: { dueAt: vn('2027-01-15 17:00') } });
    for (const document of [late, carried]) await desks.instruct(document, QLCN);
    await office.pass('2026-12-31 16:00');
    greeting = await desks.submit(GREETING);
    await desks.sign(greeting);
    await expectRegistersByHand(office, books, 2026);
    const open = (await openWork(office)).map(({ subject }) => subject);
    expect(open.toSorted()).toEqual([late.subject, carried.subject, GREETING.subject].toSorted());
    expect(await workOfNobody(office)).toEqual([]);
    await expectCountsToAgree(office, books, 2026);
  });

  it('the second of January begins both books with 1, and the last letter of December still comes into its book', async () => {
    await office.pass('2027-01-02 08:00');
    const onDuty = await desks.register({ senderAgency: PROVINCE, documentNumber: '1/UBND-NC', documentDate: '2027-01-01', subject: 'V/v trực đầu năm 2026' });
    expect([onDuty.arrivalNumber, onDuty.arrivalYear]).toEqual([1, 2027]);
    await desks.handle(onDuty, QLCN);
    await office.pass('2027-01-04 07:30');
    const last = books.of('incoming', 2026).length;
    const december = { senderAgency: PROVINCE, documentNumber: '1600/UBND-TH', documentDate: '2026-12-31', subject: 'V/v chúc mừng năm 2026' };
    const receivedAt = vn('2026-12-31 16:30');
    const silent = { ...december, documentType: 'Công văn', replyRequired: false, receivedAt, medium: 'paper' };
    expect((await office.refused(CLERK, 'incoming-documents', silent)).body.findings).toMatchObject([{ code: 'late-reason-missing' }]);
    const lastOfYear = await desks.register({ ...december, medium: 'paper', more: { receivedAt, lateReason: 'đến cuối giờ' } });
    expect([lastOfYear.arrivalNumber, lastOfYear.arrivalYear]).toEqual([last + 1, 2026]);
    await desks.handle(lastOfYear, QLCN);
    await desks.draftAnswer(late, { type: 'BC', subject: 'Báo cáo tổng kết', recipients: 'Như trên' });
    // In 2027 they were still to be dealt with.
    expect(await carriedInto(office, 2027)).toEqual([
      [late.arrivalNumber, 'Đã dự thảo văn bản trả lời (quá hạn)'],
      [carried.arrivalNumber, 'Đang giải quyết'],
      [lastOfYear.arrivalNumber, 'Đã giải quyết'],
    ]);
    await desks.number(greeting, GREETING);
    await desks.complete(DRAFTER, greeting, 'verification', { numberIsRight: true });
    await desks.issue(late.id, { type: 'BC', subject: 'Báo cáo tổng kết', recipients: 'Như trên\nLưu: VT' });
    expect(books.of('outgoing', 2027).map(({ symbol }) => symbol)).toEqual(['01/SKHCN-QLCN', '02/BC-SKHCN']);
    await desks.complete(DRAFTER, late.id, 'verification', { numberIsRight: true });
    await desks.closed(late);
    expect(await obligationOf(late)).toMatchObject({ status: 'answered', timeliness: 'late' });
  });

  it('the old year is closed and bound: it takes no number any more, and what it still owes is answered out of it', async () => {
    for (const book of ['incoming', 'outgoing', 'internal']) await closeYear(book);
    const belated = { senderAgency: PROVINCE, documentNumber: '1601/UBND-TH', documentDate: '2026-12-31', documentType: 'Công văn', medium: 'paper' };
    const given = { ...belated, subject: 'V/v đến muộn', replyRequired: false, receivedAt: vn('2026-12-31 16:45'), lateReason: 'bưu điện chậm' };
    const refused = await office.refused(CLERK, 'incoming-documents', given);
    expect([refused.status, refused.body.findings]).toMatchObject([422, [{ code: 'received-in-closed-year' }]]);
    await expectRegistersByHand(office, books, 2026);
    await office.pass('2027-01-14 09:00');
    await desks.draftAnswer(carried, { type: 'CV', subject: 'V/v kế hoạch', recipients: 'Như trên' });
    await desks.issue(carried.id, { type: 'CV', subject: 'V/v kế hoạch', recipients: 'Như trên' });
    await desks.complete(DRAFTER, carried.id, 'verification', { numberIsRight: true });
    await desks.closed(carried);
    expect(await obligationOf(carried)).toMatchObject({ status: 'answered', timeliness: 'on-time' });
    const ends = (await carriedInto(office, 2027)).map(([, progress]) => progress);
    expect(ends).toEqual(['Đã trả lời quá hạn', 'Đã trả lời đúng hạn', 'Đã giải quyết']);
    for (const year of [2026, 2027]) await expectRegistersByHand(office, books, year);
    await expectCountsToAgree(office, books, 2027);
  });

  it('leaves no work, no debt, no failure and no change without a trace', async () => {
    expect(await openWork(office)).toEqual([]);
    expect(await office.list(CHIEF, 'reply-obligations?status=open')).toEqual([]);
    expect(books.owed).toEqual([]);
    await mailsHaveLeft(office);
    expect(Object.entries(await standingTroubles(office)).filter(([, found]) => found.length > 0)).toEqual([]);
    expect(await actsWithoutTrail(office)).toEqual([]);
    const reports = (await office.list<{ kind: string }>(DIRECTOR, 'notifications')).filter(({ kind }) => kind === 'report');
    expect(reports).toHaveLength(12);
    expect(await office.mailsTo('baotq@skhcn.example', 12)).toHaveLength(12);
    const [recall] = (await office.mailsTo('vanthu@stp.example.vn', 5)).slice(4);
    expect(recall!.text).toContain('Hoãn hội nghị');
  });
});
