import { newId } from '#foundation';
import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/database.js';
import { migrations } from './migrations/index.js';

/** Migrations before activities that have ended went to a history of their own. */
const BEFORE = migrations.slice(0, 8);

describe('an office with a past', () => {
  it('finds what has ended in the months of the history, and what is open where it was', async () => {
    const office = await createTestDatabase({ empty: true });
    const before = new DataSource({ type: 'postgres', url: office.url, migrations: BEFORE, migrationsTableName: 'migration' });
    try {
      await before.initialize();
      await before.runMigrations();
      const [deployment, definition, instance] = [newId(), newId(), newId()];
      await before.query(`insert into deployment values ($1, now(), 'namcn')`, [deployment]);
      await before.query(
        `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
         values ($1, $2, 'old', 1, 'c', 'old.bpmn', '', '{}', now())`,
        [definition, deployment],
      );
      await before.query(
        `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
         values ($1, $2, $1, 'active', '{}', now(), 'vanthu')`,
        [instance, definition],
      );
      const record = (key: number, name: string | null, started: string, ended: string | null, cancelled: boolean) =>
        before.query(`insert into activity values ($1, $2, 1, 'check', 'userTask', $3, $4, $5, $6)`, [
          instance,
          key,
          name,
          started,
          ended,
          cancelled,
        ]);
      await record(2, 'Kiểm tra', '2019-12-31T22:00:00Z', '2019-12-31T23:59:59.999Z', true);
      await record(3, null, '2019-12-31T22:00:00Z', '2020-01-01T00:00:00Z', false);
      await record(4, 'Ký', '2020-01-01T00:00:00Z', null, false);

      await office.database.migrate();

      const rowsOf = (table: string) =>
        office.database.query(
          `select activity_key as key, parent_key as parent, name, started_at as started, ended_at as ended, cancelled,
             definition_id as definition from ${table} where instance_id = $1 order by activity_key`,
          [instance],
        );
      const cancelled = {
        key: 2,
        parent: 1,
        name: 'Kiểm tra',
        started: '2019-12-31T22:00:00.000Z',
        ended: '2019-12-31T23:59:59.999Z',
        cancelled: true,
        definition,
      };
      const completed = { ...cancelled, key: 3, name: null, ended: '2020-01-01T00:00:00.000Z', cancelled: false };
      const open = { ...completed, key: 4, name: 'Ký', started: completed.ended, ended: null };
      expect(await rowsOf('activity_history_2019_12')).toEqual([cancelled]);
      expect(await rowsOf('activity_history_2020_01')).toEqual([completed]);
      expect(await rowsOf('activity_record')).toEqual([cancelled, completed, open]);
      expect(await office.database.query('select activity_key as key, name from activity')).toEqual([{ key: 4, name: 'Ký' }]);
    } finally {
      await before.destroy();
      await office.close();
    }
  });
});
