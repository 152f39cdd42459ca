import { newId } from '#foundation';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { addEntry } from '../entries/add-entry.command.js';
import { openWorkFile } from '../files/open-work-file.command.js';
import { importFilePlan } from '../plan/import-file-plan.command.js';

/** Of those in the office below, in the words of their posts. */
export const GROUPS = {
  truongphong: ['head', 'head:QLCN', 'unit:QLCN'],
  chuyenvien: ['staff', 'staff:QLCN', 'unit:QLCN'],
  nguoikhac: ['staff', 'staff:QLKH', 'unit:QLKH'],
} as const;
export type Login = keyof typeof GROUPS;

export interface WorkFileOffice extends TestOffice {
  readonly year: number;
  /** Opens a file of `01.QLCN`, kept by chuyenvien. */
  openFile(): Promise<{ id: string; code: string }>;
  /** Adds a note in the name of its keeper. Any document may be added. */
  note(fileId: string, text: string): Promise<void>;
  person(login: Login): { login: Login; groups: readonly string[] };
  /** An incoming document that is being handled; gives its id. */
  insertIncoming(given?: { readonly status?: string; readonly replyOwed?: boolean }): Promise<string>;
}

/** Two units with a file plan, on a database of its own. Close it in `afterAll`. */
export async function openWorkFileOffice(): Promise<WorkFileOffice> {
  const office = await openTestOffice();
  const { database, executor, as } = office;
  await database.query(`insert into unit (code, name, kind, sort) values
    ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1), ('QLKH', 'Phòng Quản lý khoa học', 'professional', 2)`);
  await database.query(`insert into person (login, full_name) values
    ('truongphong', 'Phan Văn Cường'), ('chuyenvien', 'Đặng Anh Tuấn'), ('nguoikhac', 'Huỳnh Thị Kim Oanh')`);
  await database.query(
    `insert into post (id, login, unit_code, role, title, valid_from)
     select gen_random_uuid(), login, unit, role, role, '2020-01-01' from (values
       ('truongphong', 'QLCN', 'head'), ('chuyenvien', 'QLCN', 'staff'), ('nguoikhac', 'QLKH', 'staff')) as p(login, unit, role)`,
  );
  const year = office.clock.now().getUTCFullYear();
  const csv = 'code,title,retention,unit,responsible\n01.QLCN,Hồ sơ chuyển giao,10,QLCN,chuyenvien\n';
  await executor.execute(importFilePlan, { year, csv, dryRun: false }, as('vanthu'));
  const add = addEntry(() => Promise.resolve());
  let letters = 0;
  return {
    ...office,
    year,
    openFile: () => executor.execute(openWorkFile, { year, planCode: '01.QLCN', groups: GROUPS.chuyenvien }, as('chuyenvien')),
    note: async (fileId, text) => {
      const entry = { kind: 'note', note: text } as const;
      await executor.execute(add, { fileId, entry, groups: GROUPS.chuyenvien }, as('chuyenvien'));
    },
    person: (login) => ({ login, groups: GROUPS[login] }),
    insertIncoming: async ({ status = 'in-progress', replyOwed = false } = {}) => {
      const id = newId();
      const closedAt = status === 'closed' ? office.inHours(0) : null;
      await database.query(
        `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type, subject,
           urgency, received_at, reply_required, due_at, status, registered_at, registered_by, closed_at, instance_id)
         values ($1, 'incoming', 2026, $2, 'UBND', '2026-01-05', 'Công văn', 'V/v', 'normal', $3, false, null, $4, $3, 'vanthu', $5, $6)`,
        [id, ++letters, office.inHours(0), status, closedAt, newId()],
      );
      if (replyOwed) {
        await database.query(
          `insert into reply_obligation (id, document_id, status, due_at, opened_at) values ($1, $2, 'open', $3, $3)`,
          [newId(), id, office.inHours(0)],
        );
      }
      return id;
    },
  };
}
