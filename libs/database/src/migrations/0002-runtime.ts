import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deployed processes, their running instances, and what the instances wait for. */
export class Runtime1700000000002 implements MigrationInterface {
  name = 'Runtime1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table deployment (
        id          uuid primary key,
        created_at  timestamptz not null,
        created_by  text        not null
      );

      create table process_definition (
        id            uuid primary key,
        deployment_id uuid        not null references deployment,
        key           text        not null,
        version       integer     not null,
        name          text,
        version_tag   text,
        checksum      text        not null,
        file_name     text        not null,
        bpmn          text        not null,
        forms         jsonb       not null,
        created_at    timestamptz not null,
        unique (key, version)
      );
      comment on column process_definition.checksum is 'SHA-256 of the BPMN text and its forms: an equal deployment makes no new version.';
      comment on column process_definition.forms is 'form key → form-js schema';

      create table process_instance (
        id                  uuid primary key,
        definition_id       uuid        not null references process_definition,
        root_instance_id    uuid        not null,
        parent_instance_id  uuid        references process_instance,
        parent_activity_key integer,
        business_key        text,
        status              text        not null check (status in ('active', 'completed', 'cancelled')),
        state               jsonb       not null,
        variables           jsonb,
        revision            integer     not null default 1,
        started_at          timestamptz not null,
        started_by          text        not null,
        ended_at            timestamptz,
        end_reason          text
      );
      comment on column process_instance.state is 'What the engine needs to go on: live activities and their variables. Opaque to SQL.';
      comment on column process_instance.variables is 'Variables of the process scope when it ended; null while it runs.';
      create index process_instance_by_business_key on process_instance (business_key);
      create index process_instance_by_root on process_instance (root_instance_id);
      create index process_instance_by_parent on process_instance (parent_instance_id, parent_activity_key)
        where parent_instance_id is not null;
      create index process_instance_by_definition on process_instance (definition_id, started_at desc);

      create table activity (
        instance_id  uuid        not null references process_instance,
        activity_key integer     not null,
        parent_key   integer,
        element_id   text        not null,
        element_type text        not null,
        name         text,
        started_at   timestamptz not null,
        ended_at     timestamptz,
        cancelled    boolean     not null default false,
        primary key (instance_id, activity_key)
      );
      comment on table activity is 'History: one row per activity that a token entered.';

      create table user_task (
        id               uuid primary key,
        instance_id      uuid        not null references process_instance,
        activity_key     integer     not null,
        element_id       text        not null,
        name             text        not null,
        form_key         text,
        assignee         text,
        candidate_users  text[]      not null,
        candidate_groups text[]      not null,
        escalated_to     text[]      not null default '{}',
        due_at           timestamptz,
        follow_up_at     timestamptz,
        priority         integer     not null,
        status           text        not null check (status in ('open', 'completed', 'cancelled')),
        created_at       timestamptz not null,
        ended_at         timestamptz,
        completed_by     text,
        unique (instance_id, activity_key)
      );
      comment on column user_task.escalated_to is 'Groups the task has climbed to since it was due; they see it, whose it is does not change.';
      create index user_task_open_by_assignee on user_task (assignee, due_at, id) where status = 'open';
      create index user_task_open_by_candidate_user on user_task using gin (candidate_users) where status = 'open';
      create index user_task_open_by_candidate_group on user_task using gin (candidate_groups) where status = 'open';
      create index user_task_open_by_due on user_task (due_at, id) where status = 'open';
      create index user_task_open_by_escalation on user_task using gin (escalated_to) where status = 'open';
      create index user_task_by_ended on user_task (ended_at) where status <> 'open';

      create table job (
        id           uuid primary key,
        instance_id  uuid        not null references process_instance,
        activity_key integer     not null,
        kind         text        not null check (kind in ('service', 'timer', 'child-ended')),
        element_id   text,
        topic        text,
        payload      jsonb,
        status       text        not null default 'ready' check (status in ('ready', 'failed')),
        due_at       timestamptz not null,
        attempt      integer     not null default 0,
        retries      text,
        lease_owner  text,
        lease_until  timestamptz,
        deliveries   integer     not null default 0,
        delivered_at timestamptz,
        error        jsonb,
        created_at   timestamptz not null,
        unique (instance_id, activity_key)
      );
      comment on table job is 'Work due now or later; the row goes when the work is done.';
      comment on column job.attempt is 'How often it was leased since it was scheduled or last retried by an operator.';
      comment on column job.deliveries is 'How often it was handed to the queue; makes the id of each delivery distinct.';
      comment on column job.delivered_at is 'When the last delivery was to arrive; the sweep repeats it when nobody took the job.';
      comment on column job.retries is 'camunda:failedJobRetryTimeCycle of the element, e.g. R3/PT10M.';
      create index job_due on job (due_at) where status = 'ready';
      create index job_failed on job (created_at) where status = 'failed';

      create table message_subscription (
        instance_id     uuid    not null references process_instance,
        activity_key    integer not null,
        element_id      text    not null,
        message         text    not null,
        correlation_key text,
        primary key (instance_id, activity_key)
      );
      create index message_subscription_by_message on message_subscription (message, correlation_key);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
