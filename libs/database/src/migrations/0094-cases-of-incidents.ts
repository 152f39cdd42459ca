import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who reads a case asks whether it is that of an incident: each time all incidents were looked through. */
export class CasesOfIncidents1700000000094 implements MigrationInterface {
  name = 'CasesOfIncidents1700000000094';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index incident_by_case on incident (instance_id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
