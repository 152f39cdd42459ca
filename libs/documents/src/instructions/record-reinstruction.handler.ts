import { type CommandContext, correlateMessage, type JobHandler } from '#runtime';
import { z } from 'zod';
import { stillToContribute } from '../contributions/coordinators-to-ask.js';
import { nameSchema, readVariables } from '../job-variables.js';
import { inRole, leadOf, readCurrentInstruction } from './current-instruction.js';
import { NotInstructedError } from './errors.js';
import { followLead } from './follow-lead.js';
import { REPLY_MESSAGES } from './running-case.js';
import { writeInstruction } from './write-instruction.js';

const variablesSchema = z.object({
  documentId: z.uuid(),
  leadUnit: nameSchema,
  instruction: z.string().min(1),
  instructedBy: nameSchema,
  returnReason: z.string().min(1),
});

/**
 * Topic `documents.record-reinstruction`: what the leader decided about a document that its lead unit had returned. All dates
 * and all other units stay; a unit that coordinated and now leads does not coordinate any more. Output: coordinatingUnits, those
 * that are still to be asked.
 */
export const recordReinstructionHandler: JobHandler = {
  topic: 'documents.record-reinstruction',
  async handle(job) {
    const given = readVariables(variablesSchema, job);
    return { commit: async (context) => ({ coordinatingUnits: await reinstruct(context, given) }) };
  },
};

async function reinstruct(context: CommandContext, given: z.output<typeof variablesSchema>): Promise<string[]> {
  const { documentId, leadUnit, instruction: content, instructedBy, returnReason } = given;
  const before = await readCurrentInstruction(context.tx, documentId);
  if (before === undefined) throw new NotInstructedError(documentId);
  const lead = { ...leadOf(before), unit: leadUnit };
  const units = [lead, ...before.units.filter(({ unit, role }) => role !== 'lead' && unit !== leadUnit)];
  const id = await writeInstruction(context, { ...before, documentId, content, instructedBy, recordedBy: null, cause: 'returned', reason: returnReason, units });
  await followLead(context, documentId, lead);
  context.audit({
    subject: 'incoming-document',
    subjectId: documentId,
    detail: { instructionId: id, instructedBy, leadUnit: { old: leadOf(before).unit, new: leadUnit } },
  });
  // Where no reply is owed its task is open still; what a unit leads it does not contribute to.
  await context.run(correlateMessage, { message: REPLY_MESSAGES.coordinatorRemoved, correlationKey: `${documentId}:${leadUnit}` });
  return stillToContribute(context.tx, documentId, inRole(units, 'coordinating'));
}
