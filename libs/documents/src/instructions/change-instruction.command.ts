import { dateInZone, type Finding } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { coordinatorsToAsk } from '../contributions/coordinators-to-ask.js';
import { refuseSuspected } from '../gate/refuse-suspected.js';
import { leaveDrafts, type LeftDraft, refuseSignedAnswer, tellDraftersOfLeft } from '../obligations/leave-drafts.js';
import type { TellGroup } from '../tell-group.js';
import { changeCase, type ChangedInstruction } from './change-case.js';
import { type CurrentInstruction, inRole, readCurrentInstruction } from './current-instruction.js';
import { type DocumentUnderInstruction, readDocumentUnderInstruction } from './document-under-instruction.js';
import { HandlingEndedError, InstructionForbiddenError, InstructionRefusedError, NotInstructedError } from './errors.js';
import { followLead } from './follow-lead.js';
import { changesOf, type InstructionChanges } from './instruction-changes.js';
import type { ChangeInstructionInput } from './instruction.schema.js';
import { isLeader } from './is-leader.js';
import { orderUnits } from './order-units.js';
import { holdRunningCase } from './running-case.js';
import { tellOfChange } from './tell-units.js';
import { type UnitOfInstruction, writeInstruction } from './write-instruction.js';

/**
 * Puts another instruction in the place of the one that holds, while the document is dealt with (171/QĐ-BDT §6.1, ND 30 §24):
 * units that are added get their branch, those that are taken out lose theirs, another lead unit begins anew, unless it has the
 * work of one that has ended; all others go on undisturbed. The instruction before stays in the history, with the reason. Deadlines change by their own acts only.
 * @throws IncomingDocumentNotFoundError, NotInstructedError, InstructionForbiddenError, InstructionRefusedError, AnswerSignedError,
 * HandlingEndedError, CaseOfEarlierModelError, InstanceSuspendedError, ContentLockedError, MustNotEnterSuspectedError
 */
export const changeInstruction = (tell: TellGroup): Command<ChangeInstructionInput, { instructionId: string }> => ({
  name: 'documents.change-instruction',
  request: ({ documentId, units, content, reason, approvedBy }) => ({ documentId, units, content, reason, approvedBy }),
  async run(context, input) {
    const { documentId, content, reason } = input;
    const { tx, caller } = context;
    const document = await readDocumentUnderInstruction(tx, documentId);
    const seen = await readCurrentInstruction(tx, documentId);
    if (seen === undefined) throw new NotInstructedError(documentId);
    const instructedBy = await decidedBy(context, input);
    const running = await holdRunningCase(context, documentId, document.instanceId);
    // Whoever changed it first has the lock of the case; what holds is what he has made of it.
    const current = await readStandingInstruction(context, documentId);
    const gate = await refuseSuspected(context, { content, reason }, [], input);
    const units = await orderedUnits(context, current, input);
    const changes = changesOf(current.units, units);
    if (content === current.content && isNothing(changes)) {
      refuse(documentId, { code: 'instruction-unchanged', where: 'units', what: 'are those of the instruction that holds', mend: 'Change something.' });
    }
    const beginsAnew = changes.lead !== null && !(await isHeir(context, changes.lead));
    const asked = await coordinatorsToAsk(tx, documentId, changes, running.parts);
    const left = await refuseLateChanges(context, document, { changes, beginsAnew, asked });

    const recordedBy = instructedBy === caller.actor ? null : caller.actor;
    const instructionId = await writeInstruction(context, { ...current, documentId, content, instructedBy, recordedBy, cause: 'changed', reason, units });
    if (changes.lead !== null) await followLead(context, documentId, units.find(({ role }) => role === 'lead')!);
    const owesReply = document.obligationId !== null;
    await changeCase(context, running, { documentId, content, instructedBy, units, changes, beginsAnew, asked, owesReply });
    await tellOfChange(context, tell, document, { instructionId, changes, reason });
    await tellDraftersOfLeft(context, tell, left, { ...document, why: reason });
    const { lead, added, removed, redated } = changes;
    context.audit({
      subject: 'incoming-document',
      subjectId: documentId,
      detail: { instructionId, instructedBy, lead: lead && { ...lead }, added: named(added), removed: named(removed), redated: named(redated), ...gate },
    });
    return { instructionId };
  },
});

/** A leader changes it himself, by the post that he holds today; the chief of office enters what a leader has decided. */
async function decidedBy(
  context: CommandContext,
  { documentId, groups, approvedBy }: ChangeInstructionInput,
): Promise<string> {
  const { actor } = context.caller;
  if (groups.includes('leader')) return actor;
  if (!groups.includes('chief-of-office')) throw new InstructionForbiddenError(documentId, 'only leaders may, and the chief of office for one of them');
  if (!approvedBy) throw new InstructionForbiddenError(documentId, 'name in approvedBy the leader who has decided it');
  if (!(await isLeader(context, approvedBy))) {
    const what = `${approvedBy} holds no post as a leader`;
    refuse(documentId, { code: 'instructed-by-no-leader', where: 'approvedBy', what, mend: 'Name the leader who decided it.' });
  }
  return approvedBy;
}

async function readStandingInstruction({ tx }: CommandContext, documentId: string): Promise<CurrentInstruction> {
  const current = await readCurrentInstruction(tx, documentId);
  if (current === undefined) throw new NotInstructedError(documentId);
  return current;
}

async function orderedUnits(context: CommandContext, current: CurrentInstruction, input: ChangeInstructionInput): Promise<readonly UnitOfInstruction[]> {
  const { units, findings } = await orderUnits(context, current, input.units);
  if (findings.length > 0) throw new InstructionRefusedError(input.documentId, findings);
  return units;
}

/** The unit that led has ended, and the other one has its work: it goes on with it. */
async function isHeir({ tx, now, zone }: CommandContext, { before, after }: NonNullable<InstructionChanges['lead']>): Promise<boolean> {
  const heirs = await tx.query<{ code: string }>('select heirs_of_unit($1, $2::date) as code', [before, dateInZone(now, zone)]);
  return heirs.some(({ code }) => code === after);
}

/** Who answers, and who contributes to an answer, is settled once it is signed. Gives the drafts that are left behind. */
async function refuseLateChanges(
  context: CommandContext,
  { id, obligationId, obligationStatus }: DocumentUnderInstruction,
  { changes, beginsAnew, asked }: Pick<ChangedInstruction, 'changes' | 'beginsAnew' | 'asked'>,
): Promise<LeftDraft[]> {
  if (obligationId === null) return [];
  const isAboutAnswer = changes.lead !== null || asked.length > 0 || inRole(changes.removed, 'coordinating').length > 0;
  if (isAboutAnswer && obligationStatus !== 'open') throw new HandlingEndedError(id, 'the reply is given');
  if (beginsAnew || asked.length > 0) await refuseSignedAnswer(context, id, obligationId);
  return beginsAnew ? leaveDrafts(context, [obligationId]) : [];
}

function isNothing({ lead, added, removed, redated }: InstructionChanges): boolean {
  return lead === null && added.length + removed.length + redated.length === 0;
}

function named(units: readonly { readonly unit: string; readonly role: string }[]): string[] {
  return units.map(({ unit, role }) => `${unit}: ${role}`);
}

function refuse(documentId: string, finding: Finding): never {
  throw new InstructionRefusedError(documentId, [finding]);
}
