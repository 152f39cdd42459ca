import type { FollowDeadlines, MovedDeadline } from '#deadlines';
import type { Transaction } from '#database';
import type { JsonObject } from '#foundation';
import { coordinationAfterMove } from '../incoming/instruction-deadlines.js';

/** SQL of {@link MovedDeadline}s, given as JSON, with the current instruction of the document that each is about. */
const MOVED = `jsonb_to_recordset($1) as m(subject text, "subjectId" uuid, "dueAt" timestamptz, status text)
  left join reply_obligation o on m.subject = 'reply-obligation' and o.id = m."subjectId"
  join instruction i on i.current and i.document_id = coalesce(o.document_id, m."subjectId")`;

/**
 * Due dates that have moved in the ledger move here too: of the obligation, of the lead unit and, unless the leader wrote a
 * date for them, of the units that coordinate. An obligation that is answered was in time where its deadline is met. What
 * the clerk registered with the document stays as he wrote it.
 */
export const followDeadlines: FollowDeadlines = {
  async variablesOf(tx, moved) {
    const coordinations = await coordinationsOf(tx, moved);
    return new Map(coordinations.map(({ subjectId, dueAt }): [string, JsonObject] => [subjectId, { coordinationDueAt: dueAt }]));
  },

  async write(tx, moved) {
    const given = JSON.stringify(moved);
    await tx.execute(
      `update reply_obligation o set due_at = m."dueAt",
         timeliness = case when o.timeliness is null then null else
           case m.status when 'met' then 'on-time' when 'missed' then 'late' else o.timeliness end end
       from jsonb_to_recordset($1) as m(subject text, "subjectId" uuid, "dueAt" timestamptz, status text)
       where m.subject = 'reply-obligation' and o.id = m."subjectId"`,
      [given],
    );
    await tx.execute(
      `update instruction_unit u set due_at = m."dueAt" from ${MOVED} where u.instruction_id = i.id and u.role = 'lead'`,
      [given],
    );
    await tx.execute(
      `update instruction_unit u set due_at = c."dueAt"
       from jsonb_to_recordset($1) as c("instructionId" uuid, "obligationId" uuid, "dueAt" timestamptz)
       where u.instruction_id = c."instructionId" and u.role = 'coordinating'
         and not exists (select from contribution done where done.obligation_id = c."obligationId" and done.unit_code = u.unit_code)`,
      [JSON.stringify(await coordinationsOf(tx, moved))],
    );
  },
};

interface Coordination {
  readonly subjectId: string;
  readonly instructionId: string;
  readonly obligationId: string | null;
  readonly dueAt: string;
}

/** Of what is not done yet: until when the coordinating units have time now. */
async function coordinationsOf(tx: Pick<Transaction, 'query'>, moved: readonly MovedDeadline[]): Promise<Coordination[]> {
  const rows = await tx.query<Coordination & { readonly instructedAt: string; readonly before: string }>(
    `select m."subjectId", i.id as "instructionId", o.id as "obligationId", m."dueAt", i.instructed_at as "instructedAt",
       i.coordination_before as before
     from ${MOVED} where m.status = 'open' and i.coordination_before is not null`,
    [JSON.stringify(moved)],
  );
  return rows.map(({ instructedAt, before, dueAt, ...row }) => ({ ...row, dueAt: coordinationAfterMove(instructedAt, dueAt, before) }));
}
