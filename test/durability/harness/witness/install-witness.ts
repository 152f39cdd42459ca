import type pg from 'pg';

/**
 * What happened, noted independently of the runtime: triggers see each step and each lease of a timer, handlers and
 * clients write down what they did and what they were answered. It lies in the same database, so that it survives
 * whatever the database survives.
 *
 * No constraint refuses what must not be: it has to be written down, so that the invariants find it.
 */
export async function installWitness(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create schema witness;

    create table witness.step (instance_id uuid not null, revision integer not null, transaction xid not null);
    create function witness.note_step() returns trigger language plpgsql as $$
    begin
      insert into witness.step values (new.id, new.revision, pg_current_xact_id()::xid);
      return null;
    end $$;
    create trigger note_step after insert or update of revision on process_instance
      for each row execute function witness.note_step();

    create table witness.early_timer (job_id uuid not null, due_at timestamptz not null, taken_at timestamptz not null);
    create function witness.note_early_timer() returns trigger language plpgsql as $$
    begin
      insert into witness.early_timer values (old.id, old.due_at, business_now());
      return null;
    end $$;
    create trigger note_early_timer after update of lease_owner on job
      for each row when (new.lease_owner is not null and old.kind = 'timer' and business_now() < old.due_at)
      execute function witness.note_early_timer();

    create table witness.taken_lease (
      job_id uuid not null, holder text not null, held_until timestamptz not null, taker text not null, taken_at timestamptz not null);
    create function witness.note_taken_lease() returns trigger language plpgsql as $$
    begin
      insert into witness.taken_lease values (old.id, old.lease_owner, old.lease_until, new.lease_owner, business_now());
      return null;
    end $$;
    create trigger note_taken_lease after update of lease_owner on job
      for each row when (new.lease_owner <> old.lease_owner and business_now() < old.lease_until)
      execute function witness.note_taken_lease();

    create table witness.effect (
      job_id uuid primary key, instance_id uuid not null, element_id text not null, calls integer not null default 1);
    comment on table witness.effect is 'The outside world: does a thing once per job id, and counts how often it was asked to.';

    create table witness.committed (
      job_id uuid not null, instance_id uuid not null, element_id text not null, begun_by text, settled_by text);
    comment on table witness.committed is 'What handlers handed back as commit.';
    comment on column witness.committed.begun_by is 'Who held the lease when the handler began; settled_by: when it was settled.';

    create table witness.request (
      key uuid primary key, member text not null, actor text not null, verb text not null, input jsonb not null,
      sent_at timestamptz not null default clock_timestamp());
    comment on table witness.request is 'What a client is about to ask for, written down before it asks.';
    create table witness.answer (
      key uuid not null, refusal text, answer jsonb, answered_at timestamptz not null default clock_timestamp());
    comment on column witness.answer.refusal is 'Code of the error; null where the request was done.';
    create index answer_by_key on witness.answer (key);`);
}
