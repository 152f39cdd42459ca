import { getInstance } from '#runtime';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { incomingDocumentSchema } from './incoming-document.schema.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  await office.database.query(`
    insert into unit (code, name, kind, sort) values
      ('LD', 'Lãnh đạo', 'leadership', 0), ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1),
      ('KH', 'Phòng Kế hoạch', 'professional', 2), ('TC', 'Phòng Tổ chức', 'personnel', 3);
    insert into person (login, full_name) values ('baotq', 'Trần Quốc Bảo'), ('truoc', 'Lê Văn Trước'), ('tuanda', 'Đỗ Anh Tuấn');
    insert into post (id, login, unit_code, role, title, valid_from, valid_to) values
      (gen_random_uuid(), 'baotq', 'LD', 'leader', 'Giám đốc', '2020-01-01', null),
      (gen_random_uuid(), 'truoc', 'LD', 'leader', 'Giám đốc', '2015-01-01', '2019-12-31'),
      (gen_random_uuid(), 'tuanda', 'QLCN', 'staff', 'Chuyên viên', '2020-01-01', null)`);
});
afterAll(() => office.close());

const onPaper = { leadUnit: 'QLCN', coordinating: ['KH'], information: ['TC'], content: 'Giao QLCN tham mưu.', instructedBy: 'baotq' };
const findingsOf = async (instruction: object, document: object = {}) => {
  const refusal = await office.register({ ...document, instruction: { ...onPaper, ...instruction } }).then(() => ({ findings: [] }), (error: unknown) => error);
  return (refusal as { findings: { code: string; where: string }[] }).findings.map(({ code, where }) => `${code} ${where}`);
};

it('goes into the case in the words of the form of the leader', async () => {
  const dueAt = office.inHours(48);
  const { instanceId } = await office.register({ instruction: { ...onPaper, dueAt } });
  const { variables } = await getInstance(office.database, instanceId);
  expect(variables).toMatchObject({
    leadUnit: 'QLCN',
    coordinatingUnits: ['KH'],
    informationUnits: ['TC'],
    instruction: 'Giao QLCN tham mưu.',
    instructedBy: 'baotq',
    leadDueAt: dueAt,
    coordinationDueAt: null,
  });
});

it('leaves a trail of whose it is and who entered it', async () => {
  const { id } = await office.register({ instruction: onPaper });
  const [entry] = await office.database.query<{ actor: string; detail: object }>('select actor, detail from audit_entry where subject_id = $1', [id]);
  expect(entry).toMatchObject({ actor: 'vanthu', detail: { instructionOnPaperBy: 'baotq' } });
});

it('names units that exist, each once', async () => {
  expect(await findingsOf({ leadUnit: 'LA', information: ['LẠ'] })).toEqual(['unit-unknown instruction.leadUnit', 'unit-unknown instruction.information[0]']);
  expect(await findingsOf({ coordinating: ['KH', 'QLCN'] })).toEqual(['unit-named-twice instruction.coordinating[1]']);
  expect(await findingsOf({ coordinating: ['KH'], information: ['KH', 'KH'] })).toEqual([
    'unit-named-twice instruction.information[0]',
    'unit-named-twice instruction.information[1]',
  ]);
});

it('gives work to units that do it, and lets the leadership read', async () => {
  expect(await findingsOf({ leadUnit: 'LD' })).toEqual(['unit-leads-the-agency instruction.leadUnit']);
  expect(await findingsOf({ coordinating: ['LD'] })).toEqual(['unit-leads-the-agency instruction.coordinating[0]']);
  await office.register({ documentNumber: '77/LD', instruction: { ...onPaper, information: ['LD'] } });
});

it('is that of somebody who is a leader today', async () => {
  for (const instructedBy of ['truoc', 'tuanda', 'khongco']) {
    expect(await findingsOf({ instructedBy })).toEqual(['instructed-by-no-leader instruction.instructedBy']);
  }
});

it('has deadlines that can be kept, and no later one than the reply', async () => {
  const [soon, later, past] = [office.inHours(24), office.inHours(48), office.inHours(-1)];
  expect(await findingsOf({ dueAt: past, coordinationDueAt: past })).toEqual(['due-passed instruction.dueAt', 'due-passed instruction.coordinationDueAt']);
  expect(await findingsOf({ dueAt: '9026-11-20T03:00:00Z' })).toEqual(['year-mistyped instruction.dueAt']);
  expect(await findingsOf({ dueAt: soon, coordinationDueAt: later })).toEqual(['coordination-after-lead instruction.coordinationDueAt']);
  expect(await findingsOf({ dueAt: later }, { replyRequired: true, dueAt: soon })).toEqual(['due-after-reply instruction.dueAt']);
  expect(await findingsOf({ dueAt: later }, { dueAt: soon })).toEqual([]);
});

it('has one lead unit and a text', () => {
  const wrong = (instruction: object) =>
    incomingDocumentSchema
      .safeParse({ senderAgency: 'a', documentDate: '2026-03-02', documentType: 'b', subject: 'c', replyRequired: false, instruction })
      .error?.issues.map(({ path }) => path.join('.'));
  expect(wrong({ ...onPaper, leadUnit: undefined })).toEqual(['instruction.leadUnit']);
  expect(wrong({ ...onPaper, leadUnit: ['QLCN', 'KH'] })).toEqual(['instruction.leadUnit']);
  expect(wrong({ ...onPaper, content: ' ' })).toEqual(['instruction.content']);
  expect(wrong({ ...onPaper, secrecy: 'mật' })).toEqual(['instruction']);
});
