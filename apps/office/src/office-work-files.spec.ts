import type { CommandContext } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { tellOfWorkFile } from './office-work-files.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  await office.database.query(`insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1)`);
  await office.database.query(`insert into person (login, full_name) values ('truongphong', 'Phan Văn Cường'), ('chuyenvien', 'Đặng Anh Tuấn')`);
  await office.database.query(
    `insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'truongphong', 'QLCN', 'head', 'head', '2020-01-01')`,
  );
});
afterAll(() => office.close());

it('of a work file its keeper and the head of its unit hear, each once', async () => {
  const tell = (keeper: string) => ({
    name: 'test.tell',
    run: (context: CommandContext) => tellOfWorkFile(context, { keeper, unit: 'QLCN' }, { title: 'x', body: 'y', event: `told:${keeper}` }),
  });
  await office.executor.execute(tell('chuyenvien'), {}, office.as('system:worker'));
  await office.executor.execute(tell('truongphong'), {}, office.as('system:worker'));
  const heard = await office.database.query('select dedupe_key as event, recipient from notification order by 1, 2');
  expect(heard).toEqual([
    { event: 'told:chuyenvien', recipient: 'chuyenvien' },
    { event: 'told:chuyenvien', recipient: 'truongphong' },
    { event: 'told:truongphong', recipient: 'truongphong' },
  ]);
});
