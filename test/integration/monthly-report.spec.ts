import { readFileSync } from 'node:fs';
import excel from 'exceljs';
import { CalendarBook, VIETNAM } from '#calendar';
import { listNotifications, Mailer, notifyPeople } from '#notifications';
import { completeUserTask, type JobHandler, listVariableChanges, retryJob, startInstance } from '#runtime';
import { type ReportService, slaHandlers } from '#sla';
import { DateTime } from 'luxon';
import { eventually } from '../support/eventually.js';
import { MailboxServer } from '../support/mailbox-server.js';
import { openTestOffice, type TestOffice } from '../support/office.js';

jest.setTimeout(120_000);

/** The monthly report from the timer to the mailbox: the real process, a real mail server, no part replaced. */

const ZONE = 'Asia/Ho_Chi_Minh';
const WORK = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
  <process id="work" isExecutable="true">
    <startEvent id="begin"/><userTask id="draft" camunda:candidateGroups="unit:QLCN" camunda:dueDate="= dueAt"/>
    <sequenceFlow id="f" sourceRef="begin" targetRef="draft"/>
  </process>
</definitions>`;

let office: TestOffice;
let server: MailboxServer;
let service: ReportService;
/** That of the report, in the middle of which the test begins. */
let month: DateTime;

beforeEach(async () => {
  server = await MailboxServer.start();
  const mailer = new Mailer({ url: server.url, from: 'Văn phòng <vanphong@skhcn.example>' });
  const handlers: JobHandler[] = slaHandlers(() => service);
  office = await openTestOffice({
    handlers,
    processes: { 'work.bpmn': WORK, 'sla-report.bpmn': readFileSync('processes/sla-report/sla-report.bpmn', 'utf8') },
  });
  service = {
    database: office.database,
    calendars: new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' }),
    zone: ZONE,
    notify: (context, logins, notice) => context.run(notifyPeople, { logins, notice }),
    sendMail: (mail) => mailer.send(mail),
    address: 'https://vpdt.skhcn.example',
  };
  const [timer] = await office.database.query<{ due: string }>(`select due_at as due from job where kind = 'timer-start'`);
  month = DateTime.fromISO(timer!.due, { zone: ZONE }).minus({ months: 1 });
  office.clock.offsetMs = month.plus({ days: 14 }).toMillis() - Date.now();
  await office.database.query(`insert into unit (code, name, kind, sort) values ('BGD', 'Ban Giám đốc', 'leadership', 1), ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 2)`);
  await office.database.query(
    `insert into person (login, full_name, email) values ('baotq', 'Trần Quốc Bảo', 'baotq@skhcn.example'),
       ('hoalt', 'Lê Thị Hòa', 'hoalt@skhcn.example'), ('hungnv', 'Nguyễn Văn Hùng', null), ('cuongpv', 'Phan Văn Cường', 'cuongpv@skhcn.example')`,
  );
  await office.database.query(
    `insert into post (id, login, unit_code, role, title, valid_from)
     select gen_random_uuid(), login, unit, role, role, '2020-01-01'
     from (values ('baotq', 'BGD', 'leader'), ('hungnv', 'BGD', 'leader'), ('hoalt', 'BGD', 'chief-of-office'), ('cuongpv', 'QLCN', 'head'))
       as held(login, unit, role)`,
  );
  // Who has left gets none.
  await office.database.query(`insert into person (login, full_name, email) values ('lanntp', 'Nguyễn Thị Phương Lan', 'lanntp@skhcn.example')`);
  await office.database.query(
    `insert into post (id, login, unit_code, role, title, valid_from, valid_to)
     values (gen_random_uuid(), 'lanntp', 'BGD', 'leader', 'leader', '2020-01-01', '2021-01-01')`,
  );
  await office.database.query(`update agency set name = 'Sở Khoa học và Công nghệ', code = 'SKHCN'`);
});
afterEach(async () => {
  await office.close();
  await server.stop();
});

async function finishTask(late: boolean): Promise<void> {
  const input = { key: 'work', variables: { dueAt: office.inHours(late ? -1 : 1) } };
  const { instanceId } = await office.executor.execute(startInstance, input, office.as('hoalt'));
  const [task] = await office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  await office.executor.execute(completeUserTask, { taskId: task!.id, variables: {} }, office.as('cuongpv'));
}

/** The first days of the next month go by, a quarter of a day at a time; what begins meanwhile is left to end. */
async function passIntoNextMonth(): Promise<void> {
  const until = month.plus({ months: 1, days: 12 });
  office.clock.advance(month.plus({ months: 1 }).toMillis() - office.clock.now().getTime());
  while (office.clock.now().getTime() < until.toMillis()) {
    await office.runDueJobs();
    await eventually(async () => (await leasedJobs()).length === 0);
    office.clock.advance(6 * 3_600_000);
  }
}
const leasedJobs = () => office.database.query('select id from job where lease_until > business_now()');
const casesOf = () =>
  office.database.query<{ id: string; status: string }>(
    `select i.id, i.status from process_instance i join process_definition d on d.id = i.definition_id where d.key = 'sla-report'`,
  );
const noticesOf = async (login: string) => (await listNotifications(office.database, login, { limit: 10 })).items;
const failedJobs = () => office.database.query<{ id: string }>(`select id from job where status = 'failed'`);
const monthOf = (instant: DateTime) => instant.toFormat('MM/yyyy');

it('reaches each leader by mail, once, with the report of the former month as PDF and workbook', async () => {
  await finishTask(false);
  await finishTask(false);
  await finishTask(true);
  await passIntoNextMonth();
  expect(await casesOf()).toMatchObject([{ status: 'completed' }]);
  expect(server.received.map(({ envelope }) => envelope.to.join()).toSorted()).toEqual(['baotq@skhcn.example', 'hoalt@skhcn.example']);
  for (const { text, attachments } of server.received) {
    expect(text).toContain('Sở Khoa học và Công nghệ gửi báo cáo');
    expect(text).toMatch(/Xong đúng hạn: 2\s+- Xong trễ hạn: 1\s+- Tỷ lệ đúng hạn: 66,7%/);
    const [pdf, xlsx] = attachments;
    const days = `${month.toISODate()} đến ${month.endOf('month').toISODate()}`;
    expect([pdf!.name, xlsx!.name]).toEqual([`Báo cáo thời hạn theo đơn vị ${days}.pdf`, `Báo cáo thời hạn theo đơn vị ${days}.xlsx`]);
    expect(pdf!.content.subarray(0, 5).toString()).toBe('%PDF-');
    const book = new excel.Workbook();
    await book.xlsx.load(new Uint8Array(xlsx!.content).buffer);
    const sheet = book.getWorksheet('Báo cáo')!;
    const row = sheet.getRow(sheet.getColumn(2).values.indexOf('Phòng Quản lý công nghệ'));
    expect([row.getCell(3).value, row.getCell(4).value]).toEqual([2, 1]);
    expect(book.getWorksheet('Kỳ trước')).toBeDefined();
  }
});

it('leaves a notice with the figures and the address to every reader, also to who has no mailbox', async () => {
  await finishTask(false);
  await passIntoNextMonth();
  for (const login of ['baotq', 'hoalt', 'hungnv']) {
    const [notice, ...more] = await noticesOf(login);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: 'report', title: `Báo cáo thời hạn xử lý công việc tháng ${monthOf(month)}` });
    expect(notice!.body).toContain('Xong đúng hạn: 1');
    const [page, address] = [...notice!.body.matchAll(/https:\S+/g)].map(([link]) => new URL(link)) as [URL, URL];
    expect(`${page.pathname}${page.hash}`).toBe('/api/docs#/sla/exportSlaReport');
    expect(address.pathname).toBe('/api/v1/sla/report/export');
    expect(DateTime.fromISO(address.searchParams.get('from')!).toMillis()).toBe(month.toMillis());
  }
  expect(await noticesOf('cuongpv')).toEqual([]);
});

it('after a crash between sending and settling sends the mail again under the same Message-ID', async () => {
  const { sendMail } = service;
  let crashes = 1;
  service = {
    ...service,
    sendMail: async (mail) => {
      await sendMail!(mail);
      if (crashes-- > 0) throw new Error('the worker died');
    },
  };
  await passIntoNextMonth();
  expect(await casesOf()).toMatchObject([{ status: 'completed' }]);
  const ids = server.received.map(({ envelope: { to }, headers }) => `${to.join()} ${headers['message-id']}`);
  expect([ids.length, new Set(ids).size]).toEqual([3, 2]);
});

it('lets a mailbox that is refused stand as a failed job, and serves the others; the operator sends it again', async () => {
  server.refuse('baotq@skhcn.example', 550);
  await passIntoNextMonth();
  expect(server.received.map(({ envelope }) => envelope.to)).toEqual([['hoalt@skhcn.example']]);
  const [failed, ...more] = await failedJobs();
  expect(more).toEqual([]);
  expect(await casesOf()).toMatchObject([{ status: 'active' }]);
  server.accept('baotq@skhcn.example');
  await office.executor.execute(retryJob, { jobId: failed!.id }, office.as('admin'));
  await office.runDueJobs();
  expect(server.received.map(({ envelope }) => envelope.to)).toEqual([['hoalt@skhcn.example'], ['baotq@skhcn.example']]);
  expect(await casesOf()).toMatchObject([{ status: 'completed' }]);
});

it('where the office sends no mail leaves the notices, says so in the case, and fails nothing', async () => {
  service = { ...service, sendMail: undefined };
  await passIntoNextMonth();
  expect(server.received).toEqual([]);
  expect(await failedJobs()).toEqual([]);
  const [report] = await casesOf();
  expect(report).toMatchObject({ status: 'completed' });
  const { items } = await listVariableChanges(office.database, report!.id, { limit: 10, name: 'mail' });
  expect(items).toMatchObject([{ value: 'off' }]);
  expect(await noticesOf('baotq')).toHaveLength(1);
});

it('records whom each mail went to', async () => {
  await passIntoNextMonth();
  const trail = await office.database.query<{ detail: { email: string } }>(
    `select detail from audit_entry where detail ? 'email' and subject = 'process-instance' order by detail->>'email'`,
  );
  expect(trail.map(({ detail }) => detail.email)).toEqual(['baotq@skhcn.example', 'hoalt@skhcn.example']);
});
