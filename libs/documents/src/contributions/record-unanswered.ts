import type { CommandContext } from '#runtime';

/**
 * The replies are given: coordinating units from which nothing came will not be asked any more, and it shows why. Whether their
 * time had run out before is recorded already.
 */
export async function recordUnanswered({ tx, now }: CommandContext, obligationIds: readonly string[]): Promise<void> {
  await tx.execute(
    `insert into document_contribution (id, document_id, unit_code, status, missing_because, recorded_at)
     select gen_random_uuid(), i.document_id, u.unit_code, 'missing', 'answered', $2
     from reply_obligation o
     join instruction i on i.document_id = o.document_id and i.current
     join instruction_unit u on u.instruction_id = i.id and u.role = 'coordinating'
     where o.id = any($1::uuid[])
       and not exists (select from document_contribution c where c.document_id = i.document_id and c.unit_code = u.unit_code)`,
    [obligationIds, now],
  );
}
