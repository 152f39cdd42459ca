import type { FollowDeadlines } from '#deadlines';

/**
 * Due dates that have moved in the ledger move here too: of the obligation and of the lead unit. Of an obligation that is
 * answered, whether it was in time is judged anew. What the clerk registered with the document stays as he wrote it.
 */
export const followDeadlines: FollowDeadlines = async (tx, moved) => {
  const given = JSON.stringify(moved);
  const rows = `jsonb_to_recordset($1) as m(subject text, "subjectId" uuid, "dueAt" timestamptz)`;
  await tx.execute(
    `update reply_obligation o set due_at = m."dueAt",
       timeliness = case when o.timeliness is null then null when o.closed_at <= m."dueAt" then 'on-time' else 'late' end
     from ${rows} where m.subject = 'reply-obligation' and o.id = m."subjectId"`,
    [given],
  );
  await tx.execute(
    `update instruction_unit u set due_at = m."dueAt"
     from ${rows} left join reply_obligation o on m.subject = 'reply-obligation' and o.id = m."subjectId"
     join instruction i on i.current and i.document_id = coalesce(o.document_id, m."subjectId")
     where u.instruction_id = i.id and u.role = 'lead'`,
    [given],
  );
};
