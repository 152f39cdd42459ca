import { type AssignmentOffice, openAssignmentOffice } from './testing/assignment-office.js';

const LEADER = ['leader'];
/** Of the head of the unit that has the work of the ended one. */
const HEIR = ['head:QLKH', 'head:QLCN'];

let office: AssignmentOffice;
beforeAll(async () => {
  office = await openAssignmentOffice();
  await office.database.query(`insert into person (login, full_name) values ('nguoimoi', 'Trần Thị Mới'), ('truongkhoahoc', 'Lê Văn Khoa')`);
  await office.database.query(
    `insert into post (id, login, unit_code, role, title, valid_from)
     select gen_random_uuid(), login, 'QLKH', role, role, '2020-01-01'
     from (values ('truongkhoahoc', 'head'), ('nguoimoi', 'staff')) as p(login, role)`,
  );
});
afterAll(() => office.close());

const ofUnit = (unit: string) => office.give({ assignee: undefined as never, unit, groups: LEADER });

it('is given no work, and what it was given is taken up and passed on by the people of its successor', async () => {
  const { id, instanceId } = await ofUnit('QLCN');
  await office.database.query(`update post set valid_to = '2020-12-31' where unit_code = 'QLCN'`);
  await office.database.query(`update unit set valid_to = '2020-12-31', successor_code = 'QLKH' where code = 'QLCN'`);
  await expect(ofUnit('QLCN')).rejects.toMatchObject({ code: 'assignments.refused', findings: [{ where: 'unit' }] });

  const coordinated = office.give({ assignee: undefined as never, unit: 'QLKH', groups: LEADER, coordinatingUnits: ['QLCN'] });
  await expect(coordinated).rejects.toMatchObject({ findings: [{ where: 'coordinators', what: 'QLCN is not in the directory' }] });

  await office.complete(instanceId, 'truongkhoahoc', { acceptance: 'accept', performer: 'nguoimoi' });
  expect(await office.row(id)).toMatchObject({ status: 'accepted', assignee: 'nguoimoi' });
  const change = { assignmentId: id, reason: 'x', groups: HEIR };
  await office.executor.execute(office.commands.changePerformer, { ...change, performer: 'truongkhoahoc' }, office.as('truongkhoahoc'));
  expect(await office.row(id)).toMatchObject({ assignee: 'truongkhoahoc' });
  const former = office.executor.execute(office.commands.changePerformer, { ...change, performer: 'chuyenvien' }, office.as('truongkhoahoc'));
  await expect(former).rejects.toMatchObject({ code: 'assignments.refused' });
});
