import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An incident whose case an operator has ended is over: those of earlier releases, too, which stood open for ever. */
export class CancelledIncidents1700000000069 implements MigrationInterface {
  name = 'CancelledIncidents1700000000069';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table incident drop constraint incident_status_check;
      alter table incident add constraint incident_status_check
        check (status in ('reported', 'handling', 'fixed', 'closed', 'refused', 'withdrawn', 'merged', 'handed-over', 'cancelled'));
      with ended as (
        update incident set status = 'cancelled', closed_at = p.ended_at
        from process_instance p
        where p.id = incident.instance_id and p.status = 'cancelled' and incident.status in ('reported', 'handling', 'fixed')
        returning incident.id, p.ended_at
      ), over as (
        update incident_hop set outcome = 'over', ended_at = ended.ended_at from ended where incident_id = ended.id and outcome is null
      )
      insert into incident_event (id, incident_id, kind, actor, at) select gen_random_uuid(), id, 'cancelled', 'system', ended_at from ended;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
