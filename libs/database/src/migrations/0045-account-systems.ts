import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands in which account system, under which name; and the names that nobody gets again. */
export class AccountSystems1700000000045 implements MigrationInterface {
  name = 'AccountSystems1700000000045';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table account add column sign_in_name text check (sign_in_name ~ '^[a-z][a-z0-9._-]*$');
      comment on column account.sign_in_name is 'What the person signs in with after a change of name; null: the login, which never changes.';
      create unique index account_by_sign_in_name on account ((coalesce(sign_in_name, login)));

      create table taken_name (
        name     text        primary key,
        reason   text        not null check (reason in ('reserved', 'sign-in-name')),
        login    text        references person,
        taken_at timestamptz not null default now(),
        check ((reason = 'sign-in-name') = (login is not null))
      );
      comment on table taken_name is 'Names that no new person gets, beside the logins of all who ever were in the directory. Never deleted.';
      comment on column taken_name.login is 'Who had, or has, the name.';

      -- RFC 2142 and the names that servers give meaning to: whoever has one gets mail, or trust, that is not his.
      insert into taken_name (name, reason)
        select name, 'reserved' from unnest(array[
          'abuse', 'admin', 'administrator', 'anonymous', 'backup', 'bin', 'congvan', 'daemon', 'dns', 'ftp', 'guest', 'help', 'hostmaster',
          'info', 'localhost', 'mail', 'mailer-daemon', 'manager', 'marketing', 'news', 'no-reply', 'nobody', 'noc', 'noreply', 'null',
          'operator', 'owner', 'postmaster', 'public', 'root', 'sales', 'security', 'service', 'support', 'sysadmin', 'system',
          'test', 'usenet', 'user', 'uucp', 'webmaster', 'www']) as name;

      create table system_account (
        system      text        not null,
        login       text        not null references person,
        name        text        not null,
        external_id text        not null,
        state       text        not null check (state in ('active', 'locked', 'removed')),
        changed_at  timestamptz not null,
        primary key (system, login)
      );
      comment on table system_account is 'What we have done in which account system, as it stood then; the system itself knows better.';
      create index system_account_by_login on system_account (login);

      create table system_mailbox (
        system      text        not null,
        address     text        not null,
        external_id text        not null,
        managers    text[]      not null,
        delegates   text[]      not null,
        state       text        not null check (state in ('active', 'removed')),
        changed_at  timestamptz not null,
        primary key (system, address)
      );
      comment on table system_mailbox is 'The same of mailboxes of units; people by their logins.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
