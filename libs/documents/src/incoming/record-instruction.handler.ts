import { farOffFindings, isWorkingDuration } from '#calendar';
import { type DeadlineRule, officeCalendars } from '#deadlines';
import { newId } from '#foundation';
import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { type DocumentInLedger, enterDeadline } from '../deadlines/enter-deadline.js';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { BadJobVariablesError } from '../errors.js';
import { IncomingDocumentNotFoundError } from './errors.js';
import { coordinationOf, type InstructionDeadlines, instructionDeadlines } from './instruction-deadlines.js';

/** A taglist that was left empty comes as null or not at all. */
const unitList = z
  .array(nameSchema)
  .nullish()
  .transform((units) => [...new Set(units ?? [])]);

const optionalInstant = optionalText.refine(
  (text) => text === null || DateTime.fromISO(text).isValid,
  'is not an ISO 8601 date and time',
);

const variablesSchema = z.object({
  documentId: z.uuid(),
  obligationId: z.uuid().nullish(),
  dueAt: optionalInstant,
  /** Working time from the instruction on, where nobody wrote a date. */
  handlingTime: optionalText.refine((text) => text === null || isWorkingDuration(text), 'is no amount of working time such as P5D or PT8H'),
  reminderBefore: z.string().refine(isWorkingDuration, 'is no amount of working time such as P1D or PT8H'),
  leadUnit: nameSchema,
  coordinatingUnits: unitList,
  informationUnits: unitList,
  instruction: z.string().min(1),
  instructedBy: nameSchema,
  leadDueAt: optionalInstant,
  coordinationDueAt: optionalInstant,
});

type Instruction = z.output<typeof variablesSchema>;

/** The units of an instruction, each in one role: the strongest it was named for. */
interface Addressees {
  readonly leadUnit: string;
  readonly coordinatingUnits: string[];
  readonly informationUnits: string[];
}

/**
 * Topic `documents.record-instruction`: the leader's instruction (bút phê) becomes data, with exactly one lead unit
 * (ND 30 §24). Output: leadUnit, coordinatingUnits, informationUnits without repetitions, dueAt, coordinationDueAt; and
 * coordinationBefore, by which each coordinating unit has its own date, null where the leader wrote one.
 */
export const recordInstructionHandler: JobHandler = {
  topic: 'documents.record-instruction',
  async handle(job) {
    const instruction = readVariables(variablesSchema, job);
    refuseFarOff(instruction, job);
    const addressees = addresseesOf(instruction);
    return {
      async commit(context) {
        const { now, zone } = context;
        const document = await takeUp(context, instruction);
        const documentDueAt = await enterHandlingTime(context, document, instruction);
        const calendar = officeCalendars(context).ofUnit(instruction.leadUnit).workingTime;
        const deadlines = instructionDeadlines({ ...instruction, documentDueAt, now, zone }, calendar);
        await enterWritten(context, document, instruction, deadlines);
        await recordInstruction(context, instruction, addressees, deadlines);
        return { ...addressees, ...deadlines };
      },
    };
  },
};

/** Once more what forms and register refuse already: a process may have another form, and an administrator sets variables. */
function refuseFarOff({ dueAt, leadDueAt, coordinationDueAt }: Instruction, job: JobContext): void {
  const written = Object.entries({ dueAt, leadDueAt, coordinationDueAt });
  const findings = written.flatMap(([name, date]) => (date === null ? [] : farOffFindings(name, date, job.now)));
  if (findings.length > 0) throw new BadJobVariablesError(job, findings);
}

function addresseesOf({ leadUnit, coordinatingUnits, informationUnits }: Instruction): Addressees {
  const coordinating = coordinatingUnits.filter((unit) => unit !== leadUnit);
  return {
    leadUnit,
    coordinatingUnits: coordinating,
    informationUnits: informationUnits.filter((unit) => unit !== leadUnit && !coordinating.includes(unit)),
  };
}

interface TakenUp extends Omit<DocumentInLedger, 'obligationId'> {
  readonly registeredBy: string;
}

async function takeUp({ tx }: CommandContext, { documentId }: Instruction): Promise<TakenUp> {
  const [document] = await tx.query<TakenUp>(
    `update incoming_document set status = case status when 'registered' then 'in-progress' else status end where id = $1
     returning id, instance_id as "instanceId", arrival_number as "arrivalNumber", arrival_year as "arrivalYear",
       received_at as "receivedAt", registered_by as "registeredBy"`,
    [documentId],
  );
  if (document === undefined) throw new IncomingDocumentNotFoundError(documentId);
  return document;
}

/** Counted in the working time of the lead unit, unless somebody wrote a date. Gives until when the document has time. */
async function enterHandlingTime(context: CommandContext, document: TakenUp, instruction: Instruction): Promise<string | null> {
  const { handlingTime, leadDueAt, leadUnit, dueAt, obligationId = null } = instruction;
  if (handlingTime === null || leadDueAt !== null) return dueAt;
  const rule: DeadlineRule = { kind: 'working', duration: handlingTime, from: context.now };
  return enterDeadline(context, { ...document, obligationId }, { unitCode: leadUnit, rule });
}

async function enterWritten(
  context: CommandContext,
  document: TakenUp,
  { handlingTime, leadDueAt, leadUnit, instructedBy, obligationId = null }: Instruction,
  { dueAt }: InstructionDeadlines,
): Promise<void> {
  if (dueAt === null || (handlingTime !== null && leadDueAt === null)) return;
  const by = leadDueAt === null ? document.registeredBy : instructedBy;
  const rule: DeadlineRule = { kind: 'fixed', dueAt, by };
  await enterDeadline(context, { ...document, obligationId }, { unitCode: leadUnit, rule });
}

async function recordInstruction(
  context: CommandContext,
  { documentId, obligationId, instruction, instructedBy }: Instruction,
  addressees: Addressees,
  deadlines: InstructionDeadlines,
): Promise<void> {
  const { tx, now } = context;
  const id = newId();
  await tx.execute('update instruction set current = false where document_id = $1 and current', [documentId]);
  await tx.execute(
    `insert into instruction (id, document_id, content, instructed_by, instructed_at, coordination_before)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, documentId, instruction, instructedBy, now, deadlines.coordinationBefore],
  );
  await tx.execute(
    `insert into instruction_unit (instruction_id, unit_code, role, due_at)
     select $1::uuid, $2::text, 'lead', $5::timestamptz
     union all select $1, c.unit, 'coordinating', c.due from unnest($3::text[], $6::timestamptz[]) as c(unit, due)
     union all select $1, unnest($4::text[]), 'for-information', null`,
    [
      id,
      addressees.leadUnit,
      addressees.coordinatingUnits,
      addressees.informationUnits,
      deadlines.dueAt,
      addressees.coordinatingUnits.map((unit) => coordinationDue(context, unit, deadlines)),
    ],
  );
  if (obligationId) {
    await tx.execute(`update reply_obligation set due_at = $2 where id = $1 and status = 'open'`, [obligationId, deadlines.dueAt]);
  }
  context.audit({
    subject: 'incoming-document',
    subjectId: documentId,
    detail: { instructionId: id, instructedBy, ...addressees, ...deadlines },
  });
}

/** By the calendar of the unit itself, as its task has it. */
function coordinationDue(
  context: CommandContext,
  unit: string,
  { dueAt, coordinationBefore, coordinationDueAt }: InstructionDeadlines,
): string | null {
  if (dueAt === null || coordinationBefore === null) return coordinationDueAt;
  return coordinationOf(dueAt, coordinationBefore, officeCalendars(context).ofUnit(unit).workingTime);
}
