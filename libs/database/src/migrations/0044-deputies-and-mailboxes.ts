import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who does the work of a post while its holder is away; the mailboxes of people and units, who answers for them and uses them. */
export class DeputiesAndMailboxes1700000000044 implements MigrationInterface {
  name = 'DeputiesAndMailboxes1700000000044';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table delegation (
        id          uuid        primary key,
        post_id     uuid        not null references post on delete cascade,
        deputy      text        not null references person,
        basis       text        not null,
        valid_from  date        not null,
        valid_to    date        not null check (valid_to >= valid_from),
        recorded_by text        not null,
        recorded_at timestamptz not null,
        ended_on    date,
        ended_by    text,
        end_reason  text
      );
      comment on table delegation is 'Who does the work of a post for its holder; to sign for him is another right (signing_authority).';
      comment on column delegation.ended_on is 'First day on which it counts no more, where it was ended early.';
      create index delegation_by_deputy on delegation (deputy);
      create index delegation_by_post on delegation (post_id);

      create function deputises_on(delegation delegation, day date) returns boolean language sql immutable parallel safe as $$
        select day between delegation.valid_from and delegation.valid_to and (delegation.ended_on is null or day < delegation.ended_on)
      $$;

      -- Posts are passed on by their holder alone, so what somebody does for another goes no further.
      create function posts_worked_by(worker text, day date) returns setof post language sql stable parallel safe as $$
        select post.* from post where post.login = worker and held_on(post, day)
        union all
        select post.* from delegation join post on post.id = delegation.post_id
        where delegation.deputy = worker and deputises_on(delegation, day) and held_on(post, day)
          and exists (select from post own where own.login = worker and held_on(own, day))
      $$;
      comment on function posts_worked_by is 'The posts whose rights somebody has on a day: his own, and those whose work he does for others while he has one.';

      create function acting_for(worker text, wanted text[], day date) returns text[] language sql stable parallel safe as $$
        select array_agg(distinct worked.login order by worked.login)
        from posts_worked_by(worker, day) as worked
        where (worked.groups && wanted or exists (
                select from units_inherited_by(worked.unit_code, day) as ended(code)
                where array[worked.role || ':' || ended.code, 'unit:' || ended.code] && wanted))
        having not worker = any(array_agg(worked.login))
      $$;
      comment on function acting_for is 'For whom somebody does what is offered to these groups; null where his own posts open it to him, or none does.';

      alter table agency add column mail_domain text;
      comment on column agency.mail_domain is 'Of all mailboxes that are made from now on, such as skhcn.example; null: none are kept.';

      create table mailbox (
        id           uuid        primary key,
        kind         text        not null check (kind in ('personal', 'unit')),
        login        text        references person,
        unit_code    text        references unit,
        purpose      text,
        status       text        not null check (status in ('active', 'suspended', 'archived', 'removed')),
        managed_by   text        references person,
        created_at   timestamptz not null,
        changed_at   timestamptz not null,
        last_used_at timestamptz,
        check ((kind = 'personal') = (login is not null)),
        check ((kind = 'unit') = (unit_code is not null))
      );
      comment on column mailbox.managed_by is 'Of a unit: the head to whom it was handed over last; null: to nobody yet.';
      comment on column mailbox.last_used_at is 'As the mail system told; null: never, or it does not tell.';
      create unique index mailbox_of_person on mailbox (login) where status <> 'removed';
      create index mailbox_of_unit on mailbox (unit_code);

      create table mailbox_address (
        address    text        primary key check (address = lower(address)),
        mailbox_id uuid        not null references mailbox,
        since      timestamptz not null,
        until      timestamptz
      );
      comment on table mailbox_address is 'Every address that a mailbox ever had. Never deleted: nobody gets mail that was meant for another.';
      create unique index mailbox_address_in_use on mailbox_address (mailbox_id) where until is null;

      create table mailbox_use (
        id         uuid        primary key,
        mailbox_id uuid        not null references mailbox,
        login      text        not null references person,
        valid_from date        not null,
        valid_to   date        check (valid_to >= valid_from),
        granted_by text        not null,
        granted_at timestamptz not null,
        ended_on   date,
        ended_by   text
      );
      comment on table mailbox_use is 'Who besides the head may use the mailbox of a unit, on which days.';
      comment on column mailbox_use.ended_on is 'First day on which he may no more, where it was ended early.';
      create index mailbox_use_by_mailbox on mailbox_use (mailbox_id);
      create index mailbox_use_by_person on mailbox_use (login);

      create table mailbox_handover (
        id          uuid        primary key,
        mailbox_id  uuid        not null references mailbox,
        from_login  text        references person,
        to_login    text        not null references person,
        handed_on   date        not null,
        note        text,
        recorded_by text        not null,
        recorded_at timestamptz not null
      );
      comment on table mailbox_handover is 'From one head to the next, with password and content (158/QĐ-STP 2006 §8).';
      create index mailbox_handover_by_mailbox on mailbox_handover (mailbox_id);

      create function heads_of_unit(unit text, day date) returns setof text language sql stable parallel safe as $$
        select distinct post.login from heirs_of_unit(unit, day) as heir(code)
          join unit living on living.code = heir.code
          join post on post.unit_code = heir.code and held_on(post, day)
            and post.role = case living.kind when 'leadership' then 'leader' else 'head' end
      $$;
      comment on function heads_of_unit is 'Who heads a unit on a day, or the unit that has its work once it has ended; the leaders head the leadership.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
