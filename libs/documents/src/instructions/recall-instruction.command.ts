import { cancelDeadlines } from '#deadlines';
import type { JsonObject } from '#foundation';
import { type Command, type CommandContext, correlateMessage } from '#runtime';
import { enterDeadline } from '../deadlines/enter-deadline.js';
import { refuseSuspected } from '../gate/refuse-suspected.js';
import { leaveDrafts, refuseSignedAnswer } from '../obligations/leave-drafts.js';
import type { TellGroup } from '../tell-group.js';
import { type CurrentInstruction, readCurrentInstruction } from './current-instruction.js';
import { type DocumentUnderInstruction, readDocumentUnderInstruction } from './document-under-instruction.js';
import { type BegunWork, HandlingEndedError, InstructionForbiddenError, InstructionOpenedError, NotInstructedError } from './errors.js';
import type { RecallInstructionInput } from './instruction.schema.js';
import { holdRunningCase, MESSAGES } from './running-case.js';
import { tellOfRecall } from './tell-units.js';

/**
 * The leader takes back the instruction that he gave (lấy lại), while no unit has opened its work: the document waits for another
 * one, as if none had been given. The one that was taken back stays in the history, with the reason.
 * @throws IncomingDocumentNotFoundError, NotInstructedError, InstructionForbiddenError, InstructionOpenedError, AnswerSignedError,
 * HandlingEndedError, CaseOfEarlierModelError, InstanceSuspendedError, ContentLockedError, MustNotEnterSuspectedError
 */
export const recallInstruction = (tell: TellGroup): Command<RecallInstructionInput, void> => ({
  name: 'documents.recall-instruction',
  async run(context, { documentId, reason, ...confirmation }) {
    const { tx, now, caller } = context;
    const document = await readDocumentUnderInstruction(tx, documentId);
    await requireGiver(context, documentId);
    const { waitsFor } = await holdRunningCase(context, documentId, document.instanceId);
    if (!waitsFor.has(MESSAGES.recalled)) {
      throw new HandlingEndedError(documentId, 'only the reply, which is owed again, is worked on. Change the instruction instead: another lead unit begins anew');
    }
    // Who of two comes second has waited for the lock of the case, and finds none.
    const instruction = await requireGiver(context, documentId);
    await refuseBegun(context, document, instruction);
    await leaveReply(context, document);
    const gate = await refuseSuspected(context, { reason }, [], confirmation);

    await tx.execute('update instruction set current = false, recalled_at = $2, recalled_by = $3, recall_reason = $4 where id = $1', [
      instruction.id,
      now,
      caller.actor,
      reason,
    ]);
    await tx.execute(`update incoming_document set status = 'registered' where id = $1 and status = 'in-progress'`, [documentId]);
    const dueAt = await restoreDeadline(context, document, instruction);
    const variables: JsonObject = { ...NOT_INSTRUCTED, dueAt };
    await context.run(correlateMessage, { message: MESSAGES.recalled, correlationKey: documentId, variables, mustMatch: true });
    const units = instruction.units.map(({ unit }) => unit);
    await tellOfRecall(context, tell, document, { instructionId: instruction.id, units, reason });
    context.audit({ subject: 'incoming-document', subjectId: documentId, detail: { instructionId: instruction.id, dueAt, ...gate } });
  },
});

/** The form of the leader opens empty, and the usual time is asked for anew. */
const NOT_INSTRUCTED: JsonObject = {
  leadUnit: null,
  coordinatingUnits: null,
  informationUnits: null,
  instruction: null,
  instructedBy: null,
  leadDueAt: null,
  coordinationDueAt: null,
  coordinationBefore: null,
  informationDueAt: null,
  unitDueAt: {},
  handlingTime: null,
};

async function requireGiver({ tx, caller }: CommandContext, documentId: string): Promise<CurrentInstruction> {
  const instruction = await readCurrentInstruction(tx, documentId);
  if (instruction === undefined) throw new NotInstructedError(documentId);
  if (instruction.instructedBy !== caller.actor) {
    throw new InstructionForbiddenError(documentId, `only ${instruction.instructedBy}, who gave it, takes it back`);
  }
  return instruction;
}

/**
 * Whatever was begun since the instruction was given counts, also before it was changed. What a unit has returned does not, nor
 * what leaders do. Opening a task locks it as well: either it is seen here, or it comes when the task is gone.
 */
async function refuseBegun({ tx }: CommandContext, { id, instanceId }: DocumentUnderInstruction, { givenAt }: CurrentInstruction): Promise<void> {
  const given = `select t.* from user_task t join process_instance part on part.id = t.instance_id
    where part.root_instance_id = $1 and t.created_at >= $2 and t.status <> 'cancelled' and not 'leader' = any(t.candidate_groups)`;
  await tx.query(`${given} order by t.id for no key update of t`, [instanceId, givenAt]);
  const begun = await tx.query<BegunWork>(
    `with given as (${given}),
     returned as (
       select last.id from instruction i join instruction_return r on r.instruction_id = i.id
       cross join lateral (
         select t.id from given t where t.completed_by = r.returned_by and t.ended_at <= r.returned_at order by t.ended_at desc limit 1) last
       where i.document_id = $3),
     kept as (select * from given where id not in (select id from returned)),
     begun as (
       select t.name as task, o.login, o.opened_at as at from kept t join task_opening o on o.task_id = t.id
       union all
       select t.name, t.completed_by, t.ended_at from kept t where t.status = 'completed'
       union all
       select t.name, t.assignee, null from kept t
       where t.status = 'open' and t.assignee is not null and not exists (select from task_opening o where o.task_id = t.id))
     select begun.task, begun.login, p.full_name as name, begun.at
     from begun left join person p on p.login = begun.login order by begun.at nulls last, begun.login`,
    [instanceId, givenAt, id],
  );
  if (begun.length > 0) throw new InstructionOpenedError(id, begun);
}

/** Where a reply is owed, it begins anew. */
async function leaveReply(context: CommandContext, { id, obligationId, obligationStatus }: DocumentUnderInstruction): Promise<void> {
  if (obligationId === null) return;
  if (obligationStatus !== 'open') throw new HandlingEndedError(id, 'the reply is given');
  await refuseSignedAnswer(context, id, obligationId);
  await leaveDrafts(context, [obligationId]);
}

/**
 * The date of the register counts again, or none where there was none, unless somebody has decided about the deadline since:
 * that was no matter of the instruction. Pauses are kept by whole seconds. Gives the due date.
 */
async function restoreDeadline(context: CommandContext, document: DocumentUnderInstruction, { givenAt }: CurrentInstruction): Promise<string | null> {
  const { tx } = context;
  const { id, obligationId, dueAt, registeredBy } = document;
  const [subject, subjectId] = obligationId === null ? ['incoming-document', id] : ['reply-obligation', obligationId];
  const [decided] = await tx.query<{ dueAt: string }>(
    `select d.due_at as "dueAt" from deadline d
     where d.subject = $1 and d.subject_id = $2 and d.status = 'open'
       and exists (select from deadline_act a where a.deadline_id = d.id and a.act in ('pause', 'extension', 'correction') and a.at >= date_trunc('second', $3::timestamptz))`,
    [subject, subjectId, givenAt],
  );
  if (decided !== undefined) return decided.dueAt;
  if (dueAt === null) {
    await cancelDeadlines(context, subject, subjectId);
    return null;
  }
  await enterDeadline(context, document, { unitCode: null, rule: { kind: 'fixed', dueAt, by: registeredBy } });
  await tx.execute(`update reply_obligation set due_at = $2 where document_id = $1 and status = 'open'`, [id, dueAt]);
  return dueAt;
}
