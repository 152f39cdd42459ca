import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who leaves a unit hands over what he has in hand, line by line, and each line is taken by somebody (158/QĐ-STP 2006 §8, 148/QĐ-SCT 2014 §13.4). */
export class HandoverMinutes1700000000055 implements MigrationInterface {
  name = 'HandoverMinutes1700000000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence handover_minutes_number;

      create table handover_minutes (
        id            uuid        primary key,
        number        bigint      not null unique,
        decision_id   uuid        not null unique,
        instance_id   uuid        not null,
        login         text        not null references person,
        unit_code     text        not null references unit,
        last_day      date        not null,
        status        text        not null check (status in ('draft', 'signed', 'closed', 'cancelled')),
        created_at    timestamptz not null,
        signed_at     timestamptz,
        signed_by     text        references person,
        absent_reason text,
        closed_at     timestamptz,
        closed_by     text        references person,
        check (num_nulls(signed_at, signed_by) in (0, 2)),
        check (num_nulls(closed_at, closed_by) in (0, 2)),
        constraint handover_minutes_not_closed_by_leaver check (closed_by is null or closed_by <> login),
        constraint handover_minutes_absent_signed_by_another check ((absent_reason is not null) = (signed_by is not null and signed_by <> login))
      );
      comment on table handover_minutes is 'What somebody who leaves a unit hands over. decision_id is that of the personnel decision.';
      comment on column handover_minutes.absent_reason is 'Why another has signed for him.';
      create index handover_minutes_by_login on handover_minutes (login);
      create index handover_minutes_by_unit on handover_minutes (unit_code);
      create index handover_minutes_by_time on handover_minutes (created_at desc, id desc);
      create index handover_minutes_by_signer on handover_minutes (signed_by);
      create index handover_minutes_by_closer on handover_minutes (closed_by);

      create table handover_line (
        id           uuid    primary key,
        minutes_id   uuid    not null references handover_minutes,
        position     integer not null check (position > 0),
        kind         text    not null check (kind in ('task', 'draft', 'assignment', 'work-file', 'mailbox', 'other')),
        subject_id   text,
        label        text    not null,
        receiver     text    references person,
        note         text,
        confirmed_at timestamptz,
        outcome      text    check (outcome in ('moved', 'climbed', 'over')),
        problem      text,
        unique (minutes_id, position),
        check ((kind = 'other') = (subject_id is null)),
        check (confirmed_at is null or receiver is not null)
      );
      comment on table handover_line is 'One thing that is handed over, and who takes it.';
      comment on column handover_line.outcome is 'With its receiver; at the head of the unit, as problem tells why; over before it could be moved.';
      create unique index handover_line_of_subject on handover_line (minutes_id, kind, subject_id) where subject_id is not null;
      create index handover_line_by_receiver on handover_line (receiver);

      create table handover_change (
        minutes_id uuid not null references handover_minutes,
        kind       text not null check (kind in ('post-ended', 'post-given', 'account-locked')),
        subject_id text not null,
        old_day    date,
        primary key (minutes_id, kind, subject_id)
      );
      comment on table handover_change is 'What the case has changed, so that it can be undone where the person stays after all.';

      create function refuse_changed_handover() returns trigger language plpgsql as $$
      begin
        if exists (select from handover_minutes m where m.id = old.minutes_id and m.status = 'closed')
           and (tg_op = 'DELETE' or (new.label, new.receiver, new.note, new.confirmed_at, new.kind, new.subject_id)
                is distinct from (old.label, old.receiver, old.note, old.confirmed_at, old.kind, old.subject_id)) then
          raise exception 'handover minutes that are closed stay as they are' using errcode = 'restrict_violation';
        end if;
        return case tg_op when 'DELETE' then old else new end;
      end $$;
      create trigger handover_line_stands before update or delete on handover_line
        for each row execute function refuse_changed_handover();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
