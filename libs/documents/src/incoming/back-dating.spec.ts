import { vn } from '../../../../test/support/office-time.js';
import { changeBookYear } from '../books/change-book-year.command.js';
import { changeAgency } from '../numbering/change-agency.command.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { getIncomingDocument } from './get-incoming-document.query.js';

let office: DocumentOffice;
beforeEach(async () => {
  office = await openDocumentOffice();
});
afterEach(() => office.close());

const itIs = (time: string) => {
  office.clock.offsetMs = Date.parse(vn(time)) - Date.now();
};
const codesOf = async (given: object) => {
  const refusal = await office.register({ documentDate: '2025-12-01', ...given }).then(() => ({ findings: [] }), (error: unknown) => error);
  return (refusal as { findings: { code: string }[] }).findings.map(({ code }) => code);
};
const late = { lateReason: 'Văn thư nghỉ ốm' };

describe('a document that came before it is registered', () => {
  it('needs no reason on the day it came or on the next working day, with the weekend between', async () => {
    itIs('2026-03-09 08:00'); // Monday
    expect(await codesOf({ receivedAt: vn('2026-03-09 07:30') })).toEqual([]);
    expect(await codesOf({ receivedAt: vn('2026-03-06 16:30') })).toEqual([]);
    expect(await codesOf({ receivedAt: vn('2026-03-07 10:00') })).toEqual([]);
    expect(await codesOf({ receivedAt: vn('2026-03-05 16:30') })).toEqual(['late-reason-missing']);
  });

  it('is registered late with a reason, which stands in the book and in the trail', async () => {
    itIs('2026-03-09 08:00');
    const receivedAt = vn('2026-03-05 16:30');
    const { id } = await office.register({ documentDate: '2026-03-02', receivedAt, ...late });
    expect(await getIncomingDocument(office.database, id)).toMatchObject({ receivedAt, lateReason: 'Văn thư nghỉ ốm', arrivalYear: 2026 });
    const [entry] = await office.database.query<{ detail: object }>('select detail from audit_entry where subject_id = $1', [id]);
    expect(entry!.detail).toMatchObject({ lateReason: 'Văn thư nghỉ ốm', receivedAt });
  });

  it('is refused when it came more working days ago than the agency allows, whatever the reason', async () => {
    itIs('2026-03-09 08:00');
    expect(await codesOf({ receivedAt: vn('2026-03-02 10:00'), ...late })).toEqual([]); // the fifth working day after it
    expect(await codesOf({ receivedAt: vn('2026-02-27 10:00'), ...late })).toEqual(['received-too-long-ago']);
    await office.executor.execute(changeAgency, { name: 'Sở', code: 'SKHCN', registerWithinDays: 6 }, office.as('admin'));
    expect(await codesOf({ receivedAt: vn('2026-02-27 10:00'), ...late })).toEqual([]);
    await office.executor.execute(changeAgency, { name: 'Sở', code: 'SKHCN' }, office.as('admin'));
    expect(await codesOf({ receivedAt: vn('2026-02-27 10:00'), ...late })).toEqual([]);
  });

  it('was not written after it came', async () => {
    itIs('2026-03-09 08:00');
    expect(await codesOf({ receivedAt: vn('2026-03-06 16:30'), documentDate: '2026-03-06' })).toEqual([]);
    expect(await codesOf({ receivedAt: vn('2026-03-06 16:30'), documentDate: '2026-03-07' })).toEqual(['document-date-after-arrival']);
    expect(await codesOf({ documentDate: '2026-03-10' })).toEqual(['document-date-in-future']);
  });
});

describe('a document of the last days of a year', () => {
  const lastDay = { receivedAt: vn('2026-12-31 16:00') };
  /** Two documents of 2026, and it is the first working day of 2027. */
  beforeEach(async () => {
    itIs('2026-12-31 09:00');
    await office.register();
    await office.register();
    itIs('2027-01-04 08:00');
  });

  it('takes the next number of its own year, with a reason, while the book of that year is open', async () => {
    expect(await codesOf(lastDay)).toEqual(['late-reason-missing']);
    expect(await office.register({ ...lastDay, ...late })).toMatchObject({ arrivalYear: 2026, arrivalNumber: 3 });
    expect(await office.register()).toMatchObject({ arrivalYear: 2027, arrivalNumber: 1 });
  });

  it('is refused when the book of that year is closed, and may be registered on the day it is', async () => {
    await office.executor.execute(changeBookYear, { book: 'incoming', year: 2026, closed: true }, office.as('admin'));
    expect(await codesOf({ ...lastDay, ...late })).toEqual(['received-in-closed-year']);
    expect(await office.register()).toMatchObject({ arrivalYear: 2027, arrivalNumber: 1 });
    await office.executor.execute(changeBookYear, { book: 'incoming', year: 2026, closed: false }, office.as('admin'));
    expect(await office.register({ ...lastDay, ...late })).toMatchObject({ arrivalYear: 2026, arrivalNumber: 3 });
  });
});
