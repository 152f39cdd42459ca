import { vn } from '../../support/office-time.js';
import { printOf, type RegisterLine, workbookOf } from './bound-registers.js';
import { CHIEF, CLERK } from './desks.js';
import type { OfficeOverTime } from './office-over-time.js';
import type { PaperBooks, PaperLine } from './paper-books.js';

interface Book {
  readonly code: string;
  readonly years: readonly { readonly year: number; readonly lastNumber: number | null }[];
}

/**
 * The three registers of a year against the books kept by hand: every number once and none left out, voided ones named,
 * answers behind what they answer, as workbook and on the pages to bind.
 */
export async function expectRegistersByHand(office: OfficeOverTime, books: PaperBooks, year: number): Promise<void> {
  const [incoming, outgoing] = [books.of('incoming', year), books.of('outgoing', year)];
  for (const lines of [incoming, outgoing]) expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));

  const { items } = await office.get<{ items: Book[] }>(CLERK, 'document-books');
  const lastOf = (book: string) => items.find(({ code }) => code === book)?.years.find((each) => each.year === year)?.lastNumber;
  expect([lastOf('incoming'), lastOf('outgoing')]).toEqual([incoming.length, outgoing.length]);

  const came = await workbookOf(office, 'incoming', year);
  expect(came.map((line) => [line['Số đến'], line['Số, ký hiệu văn bản']])).toEqual(incoming.map(({ number, symbol }) => [number, symbol]));
  const went = await workbookOf(office, 'outgoing', year);
  expect(went.map((line) => line['Số, ký hiệu'])).toEqual(outgoing.map(({ symbol }) => symbol));
  const notes = [...came, ...went].map((line) => line['Ghi chú']);
  expect(notes.map((note) => typeof note === 'string' && note.startsWith('Hủy: '))).toEqual([...incoming, ...outgoing].map(({ voided }) => voided));

  const tracked = (await workbookOf(office, 'tracking', year)).filter((line) => !isCarriedOver(line));
  const asked = incoming.filter(({ obligationId }) => obligationId !== null);
  const answers = new Map(tracked.map((line) => [line['Số đến'], line['Số, ký hiệu văn bản trả lời']]));
  expect(asked.map(({ number }) => [number, answers.get(number)])).toEqual(asked.map(({ number, answeredBy }) => [number, answeredBy.join('; ') || null]));

  const bound = await printOf(office, 'incoming', year);
  for (const { symbol } of incoming) expect(bound).toContain(symbol);
  expect(bound).toMatch(closingOf(incoming));
  expect(await printOf(office, 'outgoing', year)).toMatch(closingOf(outgoing));
  await printOf(office, 'tracking', year);
}

/** What stands below the last line of a printed register. */
function closingOf(lines: readonly PaperLine[]): RegExp {
  const voided = lines.filter((line) => line.voided).length;
  return new RegExp(`Tổng cộng: ${lines.length} \\([^)]+\\) số${voided === 0 ? '' : `, trong đó hủy ${voided}`}\\.`);
}

/** What the tracking register of a year has from the years before: number, and how far it is. */
export async function carriedInto(office: OfficeOverTime, year: number): Promise<(readonly [RegisterLine[string], RegisterLine[string]])[]> {
  const lines = (await workbookOf(office, 'tracking', year)).filter(isCarriedOver);
  return lines.map((line) => [line['Số đến']!, line['Tiến độ giải quyết']!]);
}

function isCarriedOver({ ['Ghi chú']: note }: RegisterLine): boolean {
  return typeof note === 'string' && note.startsWith('Chuyển từ sổ năm ');
}

/** Registers, obligations, reports and search tell of the same documents and the same work. */
export async function expectCountsToAgree(office: OfficeOverTime, books: PaperBooks, lastYear: number): Promise<void> {
  const period = `from=${encodeURIComponent(vn('2026-01-01'))}&to=${encodeURIComponent(vn(`${lastYear + 1}-01-01`))}`;
  const { total: work } = await office.get<{ total: Record<string, number> }>(CHIEF, `sla/report?by=month&${period}`);
  expect(work['finishedOnTime']! + work['finishedLate']! + work['finishedWithoutDeadline']!).toBe(books.tasksDone);

  const owed = await office.list<{ arrivalNumber: number }>(CHIEF, 'reply-obligations?status=open');
  expect(owed.map(({ arrivalNumber }) => arrivalNumber).toSorted()).toEqual(books.owed.map(({ number }) => number).toSorted());
  const answered = await office.list<{ arrivalNumber: number }>(CHIEF, 'reply-obligations?status=answered');
  const byHand = books.incoming.filter(({ answeredBy }) => answeredBy.length > 0);
  expect(answered.map(({ arrivalNumber }) => arrivalNumber).toSorted()).toEqual(byHand.map(({ number }) => number).toSorted());

  // Each of them has these words in its subject.
  const found = await office.list<{ id: string }>(CLERK, `documents/search?kind=incoming&q=${encodeURIComponent('"năm 2026"')}`);
  const ids = (lines: readonly { readonly id: string }[]) => lines.map(({ id }) => id).toSorted();
  expect(ids(found)).toEqual(ids(books.incoming satisfies readonly PaperLine[]));
}
