import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who does the work of a post while its holder is away. */
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
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
