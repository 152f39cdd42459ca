import { CalendarBook, VIETNAM } from '#calendar';
import { newId } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { listOverdueCases } from '../overdue-cases.query.js';
import { slaSummary } from '../sla-summary.query.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import { listObligationsBehind } from './obligations-behind.query.js';
import { obligationsReport } from './obligations.query.js';
import type { CountedObligations, ObligationKind } from './obligations.js';

let test: TestDatabase;
let office: ForecastOffice;
/** A reply that is owed, with its deadline and a task, all due 60 hours ago. */
let [reply, deadline, task, instance] = ['', '', '', ''];

beforeAll(async () => {
  test = await createTestDatabase();
  office = new ForecastOffice(test);
  await office.begin();
});
afterAll(() => test.close());

beforeEach(async () => {
  await test.database.query('truncate incoming_document, deadline, deadline_act, user_task cascade');
  deadline = await office.addCase({ element: 'Answer', started: -90, due: -60 });
  instance = (await test.database.query<{ id: string }>('select instance_id as id from deadline where id = $1', [deadline]))[0]!.id;
  task = (await test.database.query<{ id: string }>('select id from user_task'))[0]!.id;
  await test.database.query('update user_task set due_at = $1', [office.at(-60)]);
  const document = newId();
  reply = newId();
  await test.database.query(
    `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type,
       subject, urgency, received_at, reply_required, due_at, status, registered_at, registered_by, instance_id)
     values ($1, 'incoming', 2026, 1, 'UBND', '2026-01-01', 'Công văn', 'V/v', 'normal', $2, true, $3, 'in-progress', $2, 'x', $4)`,
    [document, office.at(-90), office.at(-60), instance],
  );
  await test.database.query(`insert into reply_obligation (id, document_id, status, due_at, opened_at) values ($1, $2, 'open', $3, $4)`, [
    reply,
    document,
    office.at(-60),
    office.at(-90),
  ]);
  await test.database.query('update deadline set subject_id = $2 where id = $1', [deadline, reply]);
});

/** Moves all three at once, as the ledger and what follows it do. */
async function move(act: 'extension' | 'correction', acted: number, due: number): Promise<void> {
  for (const [kind, id, table] of [['case', deadline, 'deadline'], ['task', task, 'user_task']] as const) {
    await test.database.query(
      `insert into deadline_act (kind, deadline_id, instance_id, act, at, due_before, due_after, reason, acted_by, approved_by)
       select $1, id, $3, $4, $5, due_at, $6, 'x', 'x', 'y' from ${table} where id = $2`,
      [kind, id, instance, act, office.at(acted), office.at(due)],
    );
    await test.database.query(`update ${table} set due_at = $2 where id = $1`, [id, office.at(due)]);
  }
  await test.database.query('update reply_obligation set due_at = $2 where id = $1', [reply, office.at(due)]);
}

async function answer(closed: number): Promise<void> {
  await test.database.query(
    `update reply_obligation set status = 'answered', closed_at = $2, timeliness = 'on-time', result = 'x', result_recorded_by = 'x',
       result_recorded_at = $2 where id = $1`,
    [reply, office.at(closed)],
  );
  await test.database.query(`update deadline set status = 'met', closed_at = $2 where id = $1`, [deadline, office.at(closed)]);
}

const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });
const tools = () => ({ database: test.database, calendars, zone: 'Asia/Ho_Chi_Minh' });
/** It was over 48 hours ago. */
const past = () => ({ from: office.at(-72), to: office.at(-48) });
const present = () => ({ from: office.at(-48), to: office.at(48) });
const NOTHING = { onTime: 0, late: 0, openNotDue: 0, openOverdue: 0, cancelledOverdue: 0, extended: 0, extendedLate: 0 };
const KINDS: readonly ObligationKind[] = ['replies', 'deadlines'];

/** Both kinds have these figures and no others, and behind each is as much, with that due date. */
async function expectFigures(period: { from: string; to: string }, some: Partial<Record<CountedObligations, number>>, due?: number): Promise<void> {
  const report = await obligationsReport(tools(), period);
  for (const kind of KINDS) {
    expect(report[kind].total).toMatchObject({ ...NOTHING, ...some });
    for (const figure of Object.keys(NOTHING) as CountedObligations[]) {
      const { items } = await listObligationsBehind(tools(), { ...period, kind, figure, limit: 10 });
      expect(items.map(({ dueAt }) => dueAt)).toEqual(some[figure] === undefined ? [] : [office.at(due!)]);
    }
  }
}

describe('What was overdue when a period was over', () => {
  it('stays in that period when it is extended later, in reports, the summary and the list of overdue cases', async () => {
    await expectFigures(past(), { openOverdue: 1 }, -60);
    const before = await slaSummary(test.database, past());
    expect(before.total).toMatchObject({ overdue: 1, tasksOverdue: 1, notYetDue: 0, tasksNotDue: 0 });

    await move('extension', -24, 24);
    await move('extension', -12, 36);
    await expectFigures(past(), { openOverdue: 1 }, -60);
    expect((await slaSummary(test.database, past())).total).toEqual(before.total);
    expect((await listOverdueCases(test.database, { ...past(), limit: 10 })).items).toMatchObject([{ obligationId: reply, dueAt: office.at(-60) }]);
    await expectFigures(present(), { openNotDue: 1, extended: 1, extendedLate: 1 }, 36);
    expect((await slaSummary(test.database, present())).total).toMatchObject({ notYetDue: 1, tasksNotDue: 1, overdue: 0 });
  });

  it('stays in it when it is extended in the moment in which the period is over, as periods end before their last instant', async () => {
    await move('extension', -48, 24);
    await expectFigures(past(), { openOverdue: 1 }, -60);
    await expectFigures(present(), { openNotDue: 1, extended: 1, extendedLate: 1 }, 24);
  });

  it('leaves it when the due date is corrected: that has always been as it is now', async () => {
    await move('extension', -24, 24);
    await move('correction', -12, 36);
    await expectFigures(past(), {});
    expect((await slaSummary(test.database, past())).total).toMatchObject({ overdue: 0, tasksOverdue: 0 });
    expect((await listOverdueCases(test.database, { ...past(), limit: 10 })).items).toEqual([]);
  });

  it('is what the correction made of it when it was extended after that', async () => {
    await move('extension', -40, 24);
    await move('correction', -24, -55);
    await move('extension', -12, 36);
    await expectFigures(past(), { openOverdue: 1 }, -55);
    expect((await slaSummary(test.database, past())).total).toMatchObject({ overdue: 1, tasksOverdue: 1 });
    expect((await listOverdueCases(test.database, { ...past(), limit: 10 })).items).toMatchObject([{ dueAt: office.at(-55) }]);
  });

  it('belongs to the period of the due date that it was answered under, once it is answered', async () => {
    await move('extension', -24, 24);
    await answer(-1);
    await expectFigures(past(), {});
    await expectFigures(present(), { onTime: 1, extended: 1, extendedLate: 1 }, 24);
  });
});

it('What was extended in time is not among what was extended when it had passed', async () => {
  await move('extension', -66, -50);
  await expectFigures(past(), { openOverdue: 1, extended: 1 }, -50);
});
