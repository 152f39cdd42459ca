import type { CalendarBook } from '#calendar';
import type { FollowDeadlines, MovedDeadline } from '#deadlines';
import type { Transaction } from '#database';
import type { JsonObject } from '#foundation';
import { coordinationOf } from '../incoming/instruction-deadlines.js';

/** SQL of {@link MovedDeadline}s, given as JSON, with the current instruction of the document that each is about. */
const MOVED = `jsonb_to_recordset($1) as m(subject text, "subjectId" uuid, "dueAt" timestamptz, status text)
  left join reply_obligation o on m.subject = 'reply-obligation' and o.id = m."subjectId"
  join instruction i on i.current and i.document_id = coalesce(o.document_id, m."subjectId")`;

/**
 * Due dates that have moved in the ledger move here too: of the obligation, of the lead unit and, unless the leader wrote a
 * date for them, of each unit that coordinates, counted back by its own calendar. An obligation that is answered was in time
 * where its deadline is met. What the clerk registered with the document stays as he wrote it.
 */
export const followDeadlines: FollowDeadlines = {
  async variablesOf(tx, moved, calendars) {
    const ofLeadUnits = (await countedBack(tx, moved, calendars)).filter(({ role }) => role === 'lead');
    return new Map(ofLeadUnits.map(({ subjectId, dueAt }): [string, JsonObject] => [subjectId, { coordinationDueAt: dueAt }]));
  },

  async write(tx, moved, calendars) {
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
       from jsonb_to_recordset($1) as c("instructionId" uuid, "documentId" uuid, unit text, "dueAt" timestamptz)
       where u.instruction_id = c."instructionId" and u.unit_code = c.unit and u.role = 'coordinating' and not u.own_due
         and not exists (select from document_contribution done where done.document_id = c."documentId" and done.unit_code = u.unit_code)`,
      [JSON.stringify(await countedBack(tx, moved, calendars))],
    );
  },

  /** A calendar may move the task of a coordinating unit alone; the register has the same date. */
  async writeTasks(tx, moved) {
    await tx.execute(
      `update instruction_unit u set due_at = m.after
       from jsonb_to_recordset($1) as m(id uuid, before timestamptz, after timestamptz)
       join user_task t on t.id = m.id
       join process_instance p on p.id = t.instance_id
       join incoming_document d on d.instance_id = p.root_instance_id
       join instruction i on i.document_id = d.id and i.current and i.coordination_before is not null
       where u.instruction_id = i.id and u.role = 'coordinating' and not u.own_due and u.unit_code = unit_of_groups(t.candidate_groups)
         and u.due_at = m.before`,
      [JSON.stringify(moved)],
    );
  },
};

/** By when one unit of an instruction would have to be done, by its own calendar; `dueAt` is ISO 8601 UTC. */
interface CountedBack {
  readonly subjectId: string;
  readonly instructionId: string;
  readonly documentId: string;
  readonly unit: string;
  readonly role: 'lead' | 'coordinating';
  readonly dueAt: string;
}

/** Of what is not done yet: when the time of coordinating units ends now, by the calendar of each and by that of the lead unit. */
async function countedBack(
  tx: Pick<Transaction, 'query'>,
  moved: readonly MovedDeadline[],
  calendars: CalendarBook,
): Promise<CountedBack[]> {
  const rows = await tx.query<CountedBack & { readonly before: string }>(
    `select m."subjectId", i.id as "instructionId", i.document_id as "documentId", u.unit_code as unit, u.role, m."dueAt",
       i.coordination_before as before
     from ${MOVED} join instruction_unit u on u.instruction_id = i.id and u.role in ('lead', 'coordinating')
     where m.status = 'open' and i.coordination_before is not null`,
    [JSON.stringify(moved)],
  );
  return rows.map(({ before, dueAt, ...row }) => ({
    ...row,
    dueAt: coordinationOf(dueAt, before, calendars.ofUnit(row.unit).workingTime),
  }));
}
