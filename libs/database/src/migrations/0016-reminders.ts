import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminder policies, and what was sent by them. */
export class Reminders1700000000016 implements MigrationInterface {
  name = 'Reminders1700000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence reminder_policy_revision;
      select setval('reminder_policy_revision', 1); -- its last value, read before the first change, must differ after it

      create table reminder_policy (
        id          uuid        primary key,
        name        text        not null unique,
        enabled     boolean     not null,
        process_key text,
        element_id  text,
        kind        text        check (kind in ('task', 'case')),
        unit_code   text        references unit,
        urgency     text        check (urgency in ('normal', 'urgent', 'very-urgent', 'flash')),
        steps       jsonb       not null,
        digest      boolean     not null,
        changed_at  timestamptz not null,
        changed_by  text        not null,
        check (element_id is null or process_key is not null)
      );
      comment on table reminder_policy is 'When whom to remind of which deadlines; of those that fit one deadline the most specific applies.';
      comment on column reminder_policy.steps is '[{"at": ISO 8601 duration in working time, negative before the deadline, "to", "escalate"}], earliest first';
      comment on column reminder_policy.digest is 'What a person gets at one time, or within minutes of a notice, comes as one notice.';
      comment on sequence reminder_policy_revision is 'Rises with each change of any policy: what was planned before is planned anew.';

      create table reminder_plan (
        kind        text        not null check (kind in ('task', 'case')),
        deadline_id uuid        not null,
        instance_id uuid        not null references process_instance on delete cascade,
        due_at      timestamptz not null,
        publication bigint      not null,
        revision    bigint      not null,
        next_at     timestamptz not null,
        primary key (kind, deadline_id)
      );
      comment on table reminder_plan is 'When to look at an open deadline again. It holds as long as due date, calendars and policies are those it was made by.';
      comment on column reminder_plan.publication is 'Of the calendars.';
      comment on column reminder_plan.revision is 'Of the policies.';
      create index reminder_plan_by_next on reminder_plan (next_at);
      create index reminder_plan_by_instance on reminder_plan (instance_id);

      create table reminder_run (
        single   boolean     primary key default true check (single),
        ended_at timestamptz not null
      );
      comment on table reminder_run is 'When a worker last had planned all that had come: what came since then nobody has sent.';

      create table reminder (
        id          uuid        primary key,
        kind        text        not null check (kind in ('task', 'case')),
        deadline_id uuid        not null,
        instance_id uuid        not null references process_instance on delete cascade,
        due_at      timestamptz not null,
        policy_id   uuid        not null,
        policy_name text        not null,
        step        text        not null,
        addressee   text        not null,
        escalate    boolean     not null,
        digest      boolean     not null,
        planned_at  timestamptz not null,
        passed_over integer     not null,
        status      text        not null check (status in ('planned', 'addressed', 'failed', 'dropped')),
        attempts    integer     not null default 0,
        try_at      timestamptz,
        groups      text[]      not null default '{}',
        failure     text,
        made_at     timestamptz not null,
        unique (kind, deadline_id, due_at, step, addressee),
        check ((status = 'planned') = (try_at is not null)),
        check (status <> 'failed' or failure is not null)
      );
      comment on table reminder is 'Reminders whose time came: one for each deadline, due date, step and addressee.';
      comment on column reminder.step is 'The duration of the policy that it goes back to, relative to due_at.';
      comment on column reminder.passed_over is 'Earlier reminders of this deadline that nobody sent, since no worker ran.';
      comment on column reminder.status is 'planned: to be addressed at try_at; addressed: recipients are known; dropped: the deadline was closed, moved, paused or suspended first.';
      comment on column reminder.groups is 'The groups that it went to; empty: to whoever holds the task.';
      create index reminder_to_address on reminder (try_at) where status = 'planned';
      create index reminder_by_deadline on reminder (deadline_id, made_at);
      create index reminder_by_made on reminder (made_at desc, id desc);
      create index reminder_by_instance on reminder (instance_id);
      create index reminder_failed on reminder (id) where failure is not null;

      create table reminder_recipient (
        reminder_id uuid        not null references reminder on delete cascade,
        login       text        not null,
        try_at      timestamptz,
        attempts    integer     not null default 0,
        told_at     timestamptz,
        failure     text,
        primary key (reminder_id, login),
        check (told_at is null or try_at is null)
      );
      comment on column reminder_recipient.try_at is 'When to tell the person; null: told, given up, or no more needed.';
      create index reminder_recipient_to_tell on reminder_recipient (try_at, login) where try_at is not null;
      create index reminder_recipient_told on reminder_recipient (login, told_at) where told_at is not null;
      create index reminder_recipient_failed on reminder_recipient (reminder_id) where failure is not null;

      create table deadline_news (
        act_number bigint primary key references deadline_act on delete cascade
      );
      comment on table deadline_news is 'Acts on deadlines of which people are yet to be told; a move is told as a whole.';
      create function deadline_act_is_news() returns trigger language plpgsql as $$
        begin
          insert into deadline_news (act_number) values (new.number);
          return null;
        end $$;
      create trigger deadline_act_is_news after insert on deadline_act
        for each row when (new.act <> 'move') execute function deadline_act_is_news();

      insert into reminder_policy (id, name, enabled, steps, digest, changed_at, changed_by)
        values (gen_random_uuid(), 'Mặc định', true, '[
          {"at": "-P2D", "to": "assignee", "escalate": false},
          {"at": "-P1D", "to": "assignee", "escalate": false},
          {"at": "-PT4H", "to": "assignee", "escalate": false},
          {"at": "PT0S", "to": "assignee", "escalate": false},
          {"at": "PT4H", "to": "head", "escalate": true},
          {"at": "P2D", "to": "leader", "escalate": true}]', true, now(), 'system:migration');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
