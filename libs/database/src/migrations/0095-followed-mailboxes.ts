import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One rule says who belongs in the mailbox of a unit, and it is kept which differences of account systems a case has been begun for. */
export class FollowedMailboxes1700000000095 implements MigrationInterface {
  name = 'FollowedMailboxes1700000000095';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function holders_of_mailboxes(unit text, day date, at timestamptz) returns text[] language sql stable parallel safe as $$
        with offices as materialized (
          select login, role from post where role in ('chief-of-office', 'leader') and held_on(post, day)
        ), standing as materialized (
          select login, role from offices where not access_ended(login, at)
        ), named as materialized (
          select head from heads_of_unit(unit, day) as head
        ), heads as materialized (
          select head from named where not access_ended(head, at)
        )
        select case when exists (select from heads) then array(select head from heads order by head)
          else array(select distinct login from standing
                     where role = 'chief-of-office' or not exists (select from standing where role = 'chief-of-office') order by login) end
      $$;
      comment on function holders_of_mailboxes is
        'Who answers for the mailboxes of a unit: its heads; of a unit without one the chief of office, without him the leaders. Nobody whose access has ended.';

      create function users_of_mailbox(box mailbox, managers text[], day date, at timestamptz) returns text[] language sql stable parallel safe as $$
        with granted as materialized (
          select distinct login from mailbox_use
          where box.status = 'active' and mailbox_id = box.id and day >= valid_from and (valid_to is null or day <= valid_to)
            and (ended_on is null or day < ended_on) and login <> all(managers)
        )
        select array(select login from granted where not access_ended(login, at) order by login)
      $$;
      comment on function users_of_mailbox is 'Who besides those who answer for it may use a mailbox on a day: while it is open.';

      create index mailbox_address_by_mailbox on mailbox_address (mailbox_id);

      create table mailbox_follow (
        mailbox_id  uuid        not null references mailbox,
        system      text        not null,
        instance_id uuid        not null,
        wanted      uuid        not null,
        held        uuid        not null,
        begun_at    timestamptz not null,
        primary key (mailbox_id, system)
      );
      comment on table mailbox_follow is 'Of each account system that differed from the directory of mailboxes: the last case that was begun to bring it over.';
      comment on column mailbox_follow.instance_id is 'No reference: cases are cleaned away by their own clock.';
      comment on column mailbox_follow.wanted is 'A hash of what the directory said then.';
      comment on column mailbox_follow.held is 'A hash of what the system had then; another one tells that something was brought over since.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
