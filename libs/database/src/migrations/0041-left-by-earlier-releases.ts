import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that earlier releases have left otherwise than they are read now: read receipts, and deadlines of what was done. */
export class LeftByEarlierReleases1700000000041 implements MigrationInterface {
  name = 'LeftByEarlierReleases1700000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Tasks go with the history of their case, receipts stay with the document.
      insert into instruction_receipt (id, document_id, unit_code, read_by, read_at)
        select gen_random_uuid(), d.id, unit_of_groups(t.candidate_groups), t.completed_by, t.ended_at
        from user_task t join incoming_document d on d.instance_id = t.instance_id
        where t.element_id = 'Task_ReadForInformation' and t.status = 'completed' and t.completed_by is not null
          and unit_of_groups(t.candidate_groups) is not null
          and not exists (select from instruction_receipt r
                          where r.document_id = d.id and r.unit_code = unit_of_groups(t.candidate_groups));

      -- A document that was instructed after its reply was given got a second deadline, which nothing closed. Nobody owes it:
      -- it ends with the reply, and never later than it was due, so that no report counts it as late.
      update deadline d set status = 'cancelled', paused_until = null, closed_at = least(o.closed_at, d.due_at)
      from reply_obligation o
      where o.id::text = d.subject_id and o.status <> 'open' and d.subject = 'reply-obligation' and d.status = 'open';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
