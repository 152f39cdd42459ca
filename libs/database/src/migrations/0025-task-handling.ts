import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has opened a task, from whose hands into whose it went, and whom its holder has asked beside it. */
export class TaskHandling1700000000025 implements MigrationInterface {
  name = 'TaskHandling1700000000025';

  async up(runner: QueryRunner): Promise<void> {
    // All of it goes with its task when the history of a case is deleted; the audit trail stays.
    await runner.query(`
      create table task_opening (
        task_id        uuid        not null references user_task on delete cascade,
        login          text        not null,
        opened_at      timestamptz not null,
        after_handling integer     not null default 0,
        primary key (task_id, login)
      );
      comment on column task_opening.opened_at is 'When the person first opened it since it came to him last.';
      comment on column task_opening.after_handling is 'Number of the last row of task_handling before it; 0: none.';

      create table task_handling (
        task_id    uuid        not null references user_task on delete cascade,
        number     integer     not null check (number > 0),
        act        text        not null check (act in ('handed-over', 'forwarded', 'returned', 'recalled')),
        done_by    text        not null,
        from_login text,
        to_login   text,
        reason     text        check (reason is not null or act <> 'handed-over'),
        at         timestamptz not null,
        primary key (task_id, number)
      );
      comment on table task_handling is 'From hand to hand: rows are added and never changed.';
      comment on column task_handling.from_login is 'Who held it before; null: nobody, it was offered.';
      comment on column task_handling.to_login is 'Who holds it from then on; null: nobody, it is offered again.';
      create trigger task_handling_stands before update on task_handling
        for each row execute function refuse_changed_record();

      create table task_consultation (
        id           uuid        primary key,
        task_id      uuid        not null references user_task on delete cascade,
        asked_by     text        not null,
        asked        text        not null check (asked <> asked_by),
        question     text        not null,
        asked_at     timestamptz not null,
        due_at       timestamptz not null check (due_at > asked_at),
        answer       text,
        answered_at  timestamptz,
        reminded_at  timestamptz,
        withdrawn_by text,
        withdrawn_at timestamptz,
        check (num_nulls(answer, answered_at) in (0, 2)),
        check (num_nulls(withdrawn_by, withdrawn_at) in (0, 2)),
        check (answered_at is null or withdrawn_at is null)
      );
      create unique index task_consultation_pending on task_consultation (task_id, asked)
        where answered_at is null and withdrawn_at is null;
      create index task_consultation_to_remind on task_consultation (due_at)
        where answered_at is null and withdrawn_at is null and reminded_at is null;
      create index task_consultation_by_task on task_consultation (task_id);
      create index task_consultation_by_asked on task_consultation (asked);
      create index task_consultation_by_asker on task_consultation (asked_by);

      create view consulted_person as
        select c.asked as login, t.id as task_id, t.instance_id
        from task_consultation c join user_task t on t.id = c.task_id
        where c.withdrawn_at is null and (c.answered_at is not null or t.status = 'open');
      comment on view consulted_person is 'Who reads a task and the documents of its case since he was asked about it: while the '
        'question stands and the task is open, and for good once he has answered, as whoever completes a task goes on reading it.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
