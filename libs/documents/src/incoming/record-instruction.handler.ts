import { farOffFindings, isWorkingDuration } from '#calendar';
import { type DeadlineRule, officeCalendars } from '#deadlines';
import type { JsonObject } from '#foundation';
import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { type DocumentInLedger, enterDeadline } from '../deadlines/enter-deadline.js';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { BadJobVariablesError } from '../errors.js';
import { type UnitOfInstruction, writeInstruction } from '../instructions/write-instruction.js';
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
  informationDueAt: optionalInstant,
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
 * (ND 30 §24). Output: leadUnit, coordinatingUnits, informationUnits without repetitions, dueAt, coordinationDueAt,
 * informationDueAt; coordinationBefore, by which each coordinating unit has its own date, null where the leader wrote one;
 * and unitDueAt, the dates of single units, of which a new instruction has none.
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
        const informationDueAt = instantOf(instruction.informationDueAt, zone);
        await recordInstruction(context, instruction, addressees, { ...deadlines, informationDueAt });
        return { ...addressees, ...deadlines, informationDueAt, unitDueAt: {} };
      },
    };
  },
};

/** Once more what forms and register refuse already: a process may have another form, and an administrator sets variables. */
function refuseFarOff({ dueAt, leadDueAt, coordinationDueAt, informationDueAt }: Instruction, job: JobContext): void {
  const written = Object.entries({ dueAt, leadDueAt, coordinationDueAt, informationDueAt });
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

/** Of an instruction; ISO 8601 UTC. */
interface AllDeadlines extends InstructionDeadlines {
  /** Null: thirty days. */
  readonly informationDueAt: string | null;
}

async function recordInstruction(
  context: CommandContext,
  { documentId, obligationId, instruction: content, instructedBy }: Instruction,
  addressees: Addressees,
  deadlines: AllDeadlines,
): Promise<void> {
  const { coordinationBefore, informationDueAt } = deadlines;
  const id = await writeInstruction(context, {
    documentId,
    content,
    instructedBy,
    recordedBy: null,
    cause: 'given',
    reason: null,
    coordinationBefore,
    coordinationDueAt: coordinationBefore === null ? deadlines.coordinationDueAt : null,
    informationDueAt,
    units: unitsOf(context, addressees, deadlines),
  });
  if (obligationId) {
    await context.tx.execute(`update reply_obligation set due_at = $2 where id = $1 and status = 'open'`, [obligationId, deadlines.dueAt]);
  }
  const detail: JsonObject = { instructionId: id, instructedBy, ...addressees, ...deadlines };
  context.audit({ subject: 'incoming-document', subjectId: documentId, detail });
}

function unitsOf(context: CommandContext, addressees: Addressees, deadlines: AllDeadlines): UnitOfInstruction[] {
  const { leadUnit, coordinatingUnits, informationUnits } = addressees;
  return [
    { unit: leadUnit, role: 'lead', dueAt: deadlines.dueAt, ownDue: false },
    ...coordinatingUnits.map((unit) => ({ unit, role: 'coordinating' as const, dueAt: coordinationDue(context, unit, deadlines), ownDue: false })),
    ...informationUnits.map((unit) => ({ unit, role: 'for-information' as const, dueAt: deadlines.informationDueAt, ownDue: false })),
  ];
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

function instantOf(text: string | null, zone: string): string | null {
  return text === null ? null : DateTime.fromISO(text, { zone }).toUTC().toISO();
}
