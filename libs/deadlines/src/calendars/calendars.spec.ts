import { listAudit } from '#audit';
import { CalendarBook, type CalendarData, VIETNAM } from '#calendar';
import { listen } from '#database';
import type { Command } from '#runtime';
import { testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import {
  assignCalendar,
  CALENDAR_CHANNEL,
  getCalendar,
  listCalendars,
  listCalendarVersions,
  loadCalendars,
  publishCalendar,
} from '../index.js';

const MORNING = [{ from: '08:00', to: '12:00' }];
const TET: CalendarData['days'][number] = {
  date: '2027-02-05',
  kind: 'day-off',
  sessions: [],
  name: 'Tết Nguyên đán Đinh Mùi',
  source: 'Thông báo của Bộ Nội vụ',
};
const withTet: CalendarData = { ...VIETNAM, days: [...VIETNAM.days, TET] };
const reason = 'Quyết định 12/QĐ-STTTT';
const oneStop: CalendarData = { ...VIETNAM, key: 'one-stop', name: 'Bộ phận Một cửa', week: { ...VIETNAM.week, 6: MORNING } };

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
  await office.database.transaction((tx) =>
    tx.execute(`insert into unit (code, name, kind, sort) values ('MC', 'Một cửa', 'office', 1), ('VP', 'Văn phòng', 'office', 2)`),
  );
});
afterEach(() => office.close());

function run<Input, Output, Row>(command: Command<Input, Output, Row>, input: Input): Promise<Output> {
  return office.executor.execute(command, input, office.as('yenlh'));
}

describe('a calendar', () => {
  it('is published in versions that rise, each with who published it and why, and leaves them in the audit trail', async () => {
    const first = await run(publishCalendar, { data: VIETNAM, basedOn: 0 });
    const second = await run(publishCalendar, { data: withTet, basedOn: 1, note: 'Lịch nghỉ Tết' });
    expect([first, second]).toMatchObject([{ version: 1, changed: true }, { calendar: 'vn', version: 2, changed: true }]);
    expect(second.publication).toBeGreaterThan(first.publication);
    const { items } = await listCalendarVersions(office.database, { calendar: 'vn', limit: 1 });
    expect(items).toMatchObject([{ version: 2, publishedBy: 'yenlh', note: 'Lịch nghỉ Tết', days: withTet.days.length }]);
    expect((await getCalendar(office.database, 'vn', 1)).data).toEqual(VIETNAM);
    expect((await getCalendar(office.database, 'vn')).data).toEqual(withTet);
    const audit = await listAudit(office.database, { subject: 'calendar', subjectId: 'vn', limit: 5 });
    expect(audit.items.map(({ detail }) => detail)).toMatchObject([
      { old: { version: 1 }, new: { version: 2 }, days: { added: 1, changed: 0, removed: 0 } },
      { old: null, new: { version: 1 } },
    ]);
  });

  it('that says the same again makes no version, however old the version that it was made from', async () => {
    await run(publishCalendar, { data: VIETNAM, basedOn: 0 });
    expect(await run(publishCalendar, { data: VIETNAM, basedOn: 0 })).toMatchObject({ version: 1, changed: false });
  });

  it('that was made from another version than the one in force is refused', async () => {
    await run(publishCalendar, { data: VIETNAM, basedOn: 0 });
    await expect(run(publishCalendar, { data: withTet, basedOn: 0 })).rejects.toMatchObject({ code: 'deadlines.calendar-stale' });
    await expect(run(publishCalendar, { data: withTet, basedOn: 2 })).rejects.toMatchObject({ code: 'deadlines.calendar-stale' });
    const published = await run(publishCalendar, { data: withTet, basedOn: 1 });
    expect(published.version).toBe(2);
  });

  it('of two who publish at once on the same version lets one through', async () => {
    await run(publishCalendar, { data: VIETNAM, basedOn: 0 });
    const other = { ...withTet, name: 'Khác' };
    const outcomes = await Promise.allSettled([withTet, other].map((data) => run(publishCalendar, { data, basedOn: 1 })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('by which nobody could count is refused with all that is wrong', async () => {
    const data = { ...VIETNAM, zone: 'Hà Nội', days: [TET, TET] };
    await expect(run(publishCalendar, { data, basedOn: 0 })).rejects.toMatchObject({
      code: 'deadlines.calendar-invalid',
      findings: expect.arrayContaining([
        expect.objectContaining({ where: 'zone' }),
        expect.objectContaining({ where: 'days.1.date' }),
      ]),
    });
  });

  it('stays as it was published, also for whoever writes SQL', async () => {
    await run(publishCalendar, { data: VIETNAM, basedOn: 0 });
    const forge = office.database.transaction((tx) => tx.execute(`update calendar_version set note = 'x'`));
    await expect(forge).rejects.toThrow('A published calendar stays as it is');
  });

  it('that nobody has published is not found', async () => {
    await expect(getCalendar(office.database, 'vn')).rejects.toMatchObject({ code: 'deadlines.calendar-not-found' });
    const page = listCalendarVersions(office.database, { calendar: 'vn', limit: 5 });
    await expect(page).rejects.toMatchObject({ code: 'deadlines.calendar-not-found' });
  });
});

describe('the calendars in force', () => {
  it('are none before one is published', async () => {
    expect(await loadCalendars(office.database)).toBeNull();
  });

  it('are the newest of each key; a unit follows what it was given, else the one that was published first', async () => {
    await run(publishCalendar, { data: withTet, basedOn: 0 });
    await run(publishCalendar, { data: oneStop, basedOn: 0 });
    await run(assignCalendar, { unitCode: 'MC', calendar: 'one-stop', reason });
    const before = (await loadCalendars(office.database))!;
    expect(before).toMatchObject({ usual: 'vn', units: { MC: 'one-stop', VP: 'vn' } });
    expect(await listCalendars(office.database)).toMatchObject([
      { calendar: 'one-stop', usual: false, units: ['MC'] },
      { calendar: 'vn', usual: true, units: [] },
    ]);
    const book = new CalendarBook(before);
    expect(book.addWorkingTime('2026-11-20T02:00:00.000Z', 'P1D', 'MC')).toBe('2026-11-21T05:00:00.000Z');
    expect(book.addWorkingTime('2026-11-20T02:00:00.000Z', 'P1D', 'VP')).toBe('2026-11-23T10:00:00.000Z');
    await run(assignCalendar, { unitCode: 'MC', calendar: 'vn', reason });
    const after = (await loadCalendars(office.database))!;
    expect(after.units).toEqual({ MC: 'vn', VP: 'vn' });
    expect(after.publication).toBeGreaterThan(before.publication);
  });

  it('are given to units and from calendars that exist', async () => {
    await run(publishCalendar, { data: VIETNAM, basedOn: 0 });
    const unknownUnit = run(assignCalendar, { unitCode: 'XX', calendar: 'vn', reason });
    await expect(unknownUnit).rejects.toMatchObject({ code: 'deadlines.calendar-unit-unknown' });
    const unknownCalendar = run(assignCalendar, { unitCode: 'MC', calendar: 'one-stop', reason });
    await expect(unknownCalendar).rejects.toMatchObject({ code: 'deadlines.calendar-not-found' });
  });

  it('are told of to all who listen, whether published, assigned, or asked for by a new unit', async () => {
    let told = 0;
    let listens = false;
    const listening = listen({
      url: office.url,
      channel: CALENDAR_CHANNEL,
      logger: testLogger,
      onNotification: () => (told += 1),
      onListening: () => (listens = true),
    });
    try {
      await eventually(() => listens);
      const hears = async (change: () => Promise<unknown>) => {
        const before = told;
        await change();
        await eventually(() => told > before);
      };
      await hears(() => run(publishCalendar, { data: VIETNAM, basedOn: 0 }));
      await hears(() => run(assignCalendar, { unitCode: 'MC', calendar: 'vn', reason }));
      const insert = `insert into unit (code, name, kind, sort) values ('TC', 'Tổ chức', 'office', 3)`;
      await hears(() => office.database.transaction((tx) => tx.execute(insert)));
    } finally {
      await listening.close();
    }
  });
});
