import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens between instances: kept messages, signals, starts by an event, offers of activities; and decisions. */
export class MessagesSignalsAndStarts1700000000006 implements MigrationInterface {
  name = 'MessagesSignalsAndStarts1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    // Jobs of one key are no longer unique: a called process may report several escalations before its end.
    await runner.query(`
      alter table job
        drop constraint job_instance_id_activity_key_key,
        drop constraint job_kind_check,
        alter column instance_id drop not null,
        alter column activity_key drop not null,
        add column definition_id uuid references process_definition,
        add column number bigint generated always as identity,
        add constraint job_kind_check check (kind in ('service', 'timer', 'child-ended', 'child-escalated', 'message',
          'signal', 'signal-start', 'timer-start')),
        add constraint job_subject_check check (case
          when kind in ('service', 'timer', 'child-ended', 'child-escalated') then instance_id is not null and activity_key is not null
          when kind = 'signal' then instance_id is not null
          when kind in ('signal-start', 'timer-start') then definition_id is not null and element_id is not null
          else true end);
      comment on column job.instance_id is 'The instance that goes on by it, or that threw the message; none for a start.';
      comment on column job.number is 'Jobs of one instance and key are run in this order.';
      create index job_by_key on job (instance_id, activity_key);
      create index job_by_definition on job (definition_id) where definition_id is not null;

      alter table process_instance add column start_key text;
      comment on column process_instance.start_key is '<process key>:<correlation key> of the message that started it.';
      create unique index process_instance_one_per_start_key on process_instance (start_key)
        where status = 'active' and start_key is not null;

      alter table user_task
        add column form_binding text check (form_binding in ('deployment', 'latest', 'version')),
        add column form_version text;

      create table start_subscription (
        definition_id uuid not null references process_definition,
        element_id    text not null,
        kind          text not null check (kind in ('message', 'signal', 'condition')),
        name          text check ((kind = 'condition') = (name is null)),
        primary key (definition_id, element_id)
      );
      comment on table start_subscription is 'What begins instances of the latest version of each process. Timers are jobs.';
      create index start_subscription_by_name on start_subscription (kind, name);

      create table signal_subscription (
        instance_id  uuid    not null references process_instance,
        activity_key integer not null,
        element_id   text    not null,
        signal       text    not null,
        primary key (instance_id, activity_key)
      );
      create index signal_subscription_by_signal on signal_subscription (signal);

      create table kept_message (
        id              uuid primary key,
        number          bigint      not null generated always as identity,
        message         text        not null,
        correlation_key text,
        business_key    text,
        variables       jsonb       not null,
        sent_at         timestamptz not null,
        sent_by         text        not null,
        expires_at      timestamptz not null
      );
      comment on table kept_message is 'Messages that nobody has taken yet. The row goes when one is taken, or has expired.';
      comment on column kept_message.number is 'The oldest is taken first.';
      create index kept_message_by_message on kept_message (message, correlation_key, number);
      create index kept_message_by_expiry on kept_message (expires_at);

      create table handled_message (
        message    text        not null,
        message_id text        not null,
        result     jsonb,
        handled_at timestamptz not null,
        primary key (message, message_id)
      );
      comment on table handled_message is 'Ids of messages with the answer they got, so that each acts once.';
      create index handled_message_by_age on handled_message (handled_at);

      create table activity_offer (
        instance_id  uuid    not null references process_instance,
        activity_key integer not null,
        element_id   text    not null,
        activities   text[]  not null,
        primary key (instance_id, activity_key)
      );
      comment on table activity_offer is 'Ad-hoc sub-processes that run, with the activities that people may choose.';

      create table decision_definition (
        id            uuid primary key,
        deployment_id uuid        not null references deployment,
        key           text        not null,
        version       integer     not null,
        version_tag   text,
        checksum      text        not null,
        file_name     text        not null,
        dmn           text        not null,
        created_at    timestamptz not null,
        unique (key, version)
      );
      comment on column decision_definition.dmn is 'Text of the DMN file, which may hold other decisions too.';
      alter table process_definition add column decisions uuid[] not null default '{}';
      comment on column process_definition.decisions is 'The versions of decisions that were deployed with it.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
