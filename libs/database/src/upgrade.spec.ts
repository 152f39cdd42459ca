import { newId } from '#foundation';
import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/database.js';
import { migrations } from './migrations/index.js';

/** Migrations of the first release. */
const FIRST_RELEASE = migrations.slice(0, 5);

describe('an office of the first release', () => {
  it('keeps its running work when it is brought up to date', async () => {
    const office = await createTestDatabase({ empty: true });
    const before = new DataSource({
      type: 'postgres',
      url: office.url,
      migrations: FIRST_RELEASE,
      migrationsTableName: 'migration',
      entities: [],
    });
    try {
      await before.initialize();
      await before.runMigrations();
      const [deployment, definition, instance, job] = [newId(), newId(), newId(), newId()];
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
      await before.query(
        `insert into job (id, instance_id, activity_key, kind, due_at, created_at) values ($1, $2, 3, 'timer', now(), now())`,
        [job, instance],
      );
      await before.query(`insert into message_subscription values ($1, 4, 'wait', 'scan.arrived', 'A')`, [instance]);

      await office.database.migrate();

      expect(await office.database.query('select id, kind, status, number from job')).toEqual([
        { id: job, kind: 'timer', status: 'ready', number: 1 },
      ]);
      expect(await office.database.query('select status, start_key, suspended_at from process_instance')).toEqual([
        { status: 'active', start_key: null, suspended_at: null },
      ]);
      expect(await office.database.query('select message from message_subscription')).toHaveLength(1);
      expect(await office.database.query('select decisions from process_definition')).toEqual([{ decisions: [] }]);
    } finally {
      await before.destroy();
      await office.close();
    }
  });
});

describe('an office in which a report of IT is being written', () => {
  it('knows after the update who had saved it before the last one did', async () => {
    const office = await createTestDatabase({ empty: true });
    const upTo = migrations.findIndex(({ name }) => name.startsWith('EarlierWritersOfItReports'));
    const before = new DataSource({ type: 'postgres', url: office.url, migrations: migrations.slice(0, upTo), migrationsTableName: 'migration', entities: [] });
    try {
      await before.initialize();
      await before.runMigrations();
      const [open, done] = [newId(), newId()];
      for (const [id, month] of [[open, '2'], [done, '1']]) {
        await before.query(
          `insert into it_report (id, period, first_day, last_day, opened_at, instance_id, written_by, writers)
           values ($1, 'month', make_date(2026, $2, 1), make_date(2026, $2, 28), now(), gen_random_uuid(), 'namcn', '{namcn}')`,
          [id, month],
        );
        for (const [actor, event] of [['sonlt', 'saved'], ['namcn', 'saved'], ['baotq', 'asked']]) {
          await before.query(
            `insert into audit_entry (at, actor, request_id, action, subject, subject_id, detail)
             values (now(), $1, 'r', 'duties.save-it-report', 'it-report', $2, jsonb_build_object('event', $3::text))`,
            [actor, id, event],
          );
        }
      }
      await before.query(`update it_report set status = 'cancelled' where id = $1`, [done]);

      await office.database.migrate();

      const writers = 'select writers from it_report where id = $1';
      expect(await office.database.query(writers, [open])).toEqual([{ writers: ['namcn', 'sonlt'] }]);
      expect(await office.database.query(writers, [done])).toEqual([{ writers: ['namcn'] }]);
    } finally {
      await before.destroy();
      await office.close();
    }
  });
});
