import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asked for a new password for whom, who made sure of it, and who handed it over; never a password. */
export class PasswordResets1700000000066 implements MigrationInterface {
  name = 'PasswordResets1700000000066';

  async up(runner: QueryRunner): Promise<void> {
    // People are named without a foreign key: requests outlive accounts, and their cases.
    await runner.query(`
      create sequence password_reset_number;

      create table password_reset (
        id             uuid        primary key,
        number         bigint      not null unique,
        login          text        not null,
        kind           text        not null check (kind in ('forgotten', 'exposed')),
        entered_by     text        not null,
        entered_at     timestamptz not null,
        identified_by  text,
        route          text        not null,
        confirm_groups text[]      not null default '{}',
        status         text        not null default 'asked'
                                   check (status in ('asked', 'confirmed', 'refused', 'withdrawn', 'issued', 'changed', 'unused')),
        confirmed_by   text        check (confirmed_by <> login and confirmed_by <> entered_by),
        confirmed_at   timestamptz,
        reference      text,
        note           text,
        issued_by      text        check (issued_by <> login),
        issued_at      timestamptz,
        ended_at       timestamptz,
        instance_id    uuid        not null,
        check (entered_by = login or identified_by is not null),
        check ((ended_at is null) = (status in ('asked', 'confirmed', 'issued')))
      );
      comment on table password_reset is 'Requests for a new password (148/QĐ-SCT 2014 §12.5, 290/QĐ-BTP 2010 §14.2). The password itself stands nowhere.';
      comment on column password_reset.identified_by is 'How whoever entered it for another knows that it is he.';
      comment on column password_reset.confirm_groups is 'Groups one of which confirms it, by the table of routes.';
      create unique index password_reset_open on password_reset (login) where ended_at is null;
      create index password_reset_by_person on password_reset (login, id);
      create index password_reset_by_enterer on password_reset (entered_by, id);
      create index password_reset_by_case on password_reset (instance_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
