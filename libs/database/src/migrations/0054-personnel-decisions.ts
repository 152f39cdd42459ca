import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who leaves, moves or is appointed does so by a decision, and the rest follows from it (158/QĐ-STP 2006 §6, 148/QĐ-SCT 2014 §10.8). */
export class PersonnelDecisions1700000000054 implements MigrationInterface {
  name = 'PersonnelDecisions1700000000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table personnel_decision (
        id             uuid        primary key,
        kind           text        not null,
        login          text        references person,
        full_name      text,
        personnel_code text,
        number         text        not null,
        decided_on     date        not null,
        agency         text        not null,
        effective_on   date        not null,
        access_ends_at timestamptz,
        unit_code      text        references unit,
        role           text,
        title          text,
        status         text        not null check (status in ('open', 'done', 'cancelled', 'refused')),
        refusal_note   text,
        instance_id    uuid        not null unique,
        recorded_by    text        not null,
        recorded_at    timestamptz not null
      );
      comment on table personnel_decision is 'Decisions about people, each with the case that carries it out.';
      comment on column personnel_decision.login is 'Null while the person of a recruitment is not registered yet: until then full_name and personnel_code say who it is.';
      comment on column personnel_decision.effective_on is 'Of who leaves the last day, of who moves the first in the new post.';
      create unique index personnel_decision_open on personnel_decision (login) where status = 'open';
      create index personnel_decision_by_login on personnel_decision (login, status);
      create index personnel_decision_by_unit on personnel_decision (unit_code);
      create index personnel_decision_by_time on personnel_decision (recorded_at desc, id desc);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
