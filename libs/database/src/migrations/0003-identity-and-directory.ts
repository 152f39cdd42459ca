import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who works where in which post, and with which account they sign in. */
export class IdentityAndDirectory1700000000003 implements MigrationInterface {
  name = 'IdentityAndDirectory1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- For search as people type: lower case, no marks, đ as d. Decomposing needs no extension and folds NFC and NFD.
      create function without_diacritics(value text) returns text language sql immutable strict parallel safe as $$
        select lower(translate(regexp_replace(normalize(value, NFD), '[\\u0300-\\u036f]', '', 'g'), 'Đđ', 'dd'))
      $$;

      create table unit (
        code        text    primary key check (code ~ '^[A-Z][A-Z0-9-]*$'),
        name        text    not null,
        kind        text    not null check (kind in ('leadership', 'office', 'professional', 'it', 'personnel')),
        parent_code text    references unit,
        sort        integer not null
      );
      comment on column unit.sort is 'Position among the units of the office, as the office lists them.';

      create table person (
        login     text primary key check (login ~ '^[a-z][a-z0-9._-]*$'),
        full_name text not null,
        sort_name text collate "vi-x-icu" not null
                  generated always as (regexp_replace(full_name, '^(.*) ([^ ]+)$', '\\2 \\1')) stored,
        email     text
      );
      comment on table person is 'Rows stay when a person leaves: the register and the audit trail name them.';
      comment on column person.sort_name is 'Given name first: the order of Vietnamese lists of people.';
      create index person_by_name on person (sort_name, login);

      create table post (
        id         uuid   primary key,
        login      text   not null references person,
        unit_code  text   not null references unit,
        role       text   not null check (role in ('leader', 'chief-of-office', 'head', 'deputy-head', 'staff', 'clerk',
                                                   'it', 'personnel', 'manager', 'designer', 'admin')),
        title      text   not null,
        valid_from date   not null,
        valid_to   date   check (valid_to >= valid_from),
        groups     text[] not null
                   generated always as (array[role, role || ':' || unit_code, 'unit:' || unit_code]) stored
      );
      comment on column post.valid_to is 'Last day in the post; null while no end is known.';
      comment on column post.groups is 'The groups of its holder, in the words of candidateGroups in the processes.';
      create index post_by_login on post (login);
      create index post_by_group on post using gin (groups);

      create function held_on(post post, day date) returns boolean language sql immutable parallel safe as $$
        select day >= post.valid_from and (day <= post.valid_to or post.valid_to is null)
      $$;

      create table account (
        login                text        primary key references person,
        password_hash        text        not null,
        status               text        not null check (status in ('active', 'locked')),
        must_change_password boolean     not null,
        failed_attempts      integer     not null default 0,
        locked_until         timestamptz,
        created_at           timestamptz not null,
        password_changed_at  timestamptz not null
      );
      comment on column account.status is 'locked: by a person, until a person unlocks it.';
      comment on column account.failed_attempts is 'In a row, since the last success or lock.';
      comment on column account.locked_until is 'End of the lock that too many failures brought on.';

      create table session (
        id         uuid        primary key,
        login      text        not null references account,
        token_hash bytea       not null unique,
        client     text,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      comment on column session.token_hash is 'SHA-256 of the bearer token; the token itself is never stored.';
      comment on column session.client is 'User agent, so that a person recognises the session.';
      create index session_by_login on session (login) where revoked_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
