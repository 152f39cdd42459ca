import type { Caller } from '#audit';
import { endCancelledRun, refuseBackupVariables } from '#backup';
import { refuseMailboxMessage, refuseMailboxStart, refuseMailboxVariables } from '#directory';
import { ContentLockedError, refuseEndingProcedure, refuseLockedInstance, refuseNamingDocument, refuseOfficeMessage, refuseProcedureByHand, refuseRoutingByHand } from '#documents';
import { refuseDutyMessage, refuseDutyVariables } from '#duties';
import type { JsonObject } from '#foundation';
import { endCancelledReset, refuseAccountCaseStart, refuseHoldingPasswordCases, refusePasswordClock, refusePasswordMessage, refusePasswordVariables } from '#identity';
import { endCancelledIncident, followDelayedIncidentTimer, refuseIncidentMessage, refuseIncidentStart, refuseIncidentSteps, refuseIncidentVariables } from '#incidents';
import { refuseHoldingPersonnelCases, refuseMovingPersonnelCase, refusePersonnelClock, refusePersonnelMessage, refusePersonnelStart, refusePersonnelVariables } from '#personnel';
import {
  cancelInstance,
  type Command,
  type CommandContext,
  migrateInstance,
  modifyInstance,
  type OperatorTools,
  rescheduleTimer,
  resumeDefinition,
  type ResumeDefinitionInput,
  resumeInstance,
  setVariables,
  startInstance,
  suspendDefinition,
  suspendInstance,
} from '#runtime';
import { endCancelledArticle, endCancelledQuestion, refuseMovingWebsiteCase, refuseWebsiteMessage, refuseWebsiteStart } from '#website';
import { settleDuty } from './office-duties.js';
import { checkedAfterwards, checkedBefore, throughGate } from './office-gate.js';
import { incidentTools } from './office-incidents.js';
import { settleMailboxCase } from './office-mailboxes.js';
import { passwordResetTools } from './office-passwords.js';
import { websiteTools } from './office-website.js';
import { changeTaskByHand } from './task-by-hand.js';

/**
 * What operators do to running cases by hand. A case of a locked document stands still until the procedure for secrets has
 * decided, and that procedure is not begun, ended, held, moved or changed from outside. What they write goes through the gate, and
 * says of no document whose work it is, and of no incident who is asked. Cases of personnel decisions are ended, held and moved by
 * nobody but the decision.
 */
export const officeOperations = {
  start: checkedAfterwards(checkedBefore(startInstance, refuseStartByHand), (context, { variables = {} }) => refuseNamingDocument(context, variables)),
  cancel: throughGate(checkedAfterwards(notOfPersonnel(untouched(cancelInstance), 'To end a case'), settleRecords), ofInstance),
  modify: throughGate(
    checkedAfterwards(notOfPersonnel(untouched(modifyInstance), 'To lead a case'), async (context, { instanceId, instructions, reason }) => {
      await refuseWriting(context, instanceId, instructions.map((each) => ('variables' in each ? (each.variables ?? {}) : {})));
      await refuseIncidentSteps(context, instanceId, instructions);
      await settleRecords(context, { instanceId, reason });
    }),
    ofInstance,
  ),
  suspend: throughGate(onTime(notOfProcedure(suspendInstance)), ofInstance),
  resume: unlocked(resumeInstance),
  setVariables: throughGate(
    checkedAfterwards(untouched(setVariables), (context, { instanceId, variables }) => refuseWriting(context, instanceId, [variables])),
    ofInstance,
  ),
  reschedule: onTime(untouched(checkedBefore(rescheduleTimer, followDelayedIncidentTimer))),
  migrate: untouched(migrateInstance),
  changeTask: throughGate(
    checkedAfterwards(changeTaskByHand, async (context, { taskId }) => refuseTouching(context, await instanceOf(context, taskId))),
    ({ taskId }) => ({ subject: 'user-task', subjectId: taskId }),
  ),
  /** @throws SpillProcedureByHandError, PersonnelByHandError, PasswordResetByHandError */
  async suspendDefinition(tools: OperatorTools, input: Parameters<typeof suspendDefinition>[1], caller: Caller) {
    const [definition] = await tools.database.query<{ key: string }>('select key from process_definition where id = $1', [
      input.definitionId,
    ]);
    if (definition !== undefined) {
      refuseProcedureByHand(definition.key);
      refuseHoldingPersonnelCases(definition.key);
      refuseHoldingPasswordCases(definition.key);
    }
    return suspendDefinition(tools, input, caller);
  },
  /** All instances of a version but those of locked documents. Gives the number of those that go on. */
  resumeDefinition: (tools: OperatorTools, input: ResumeDefinitionInput, caller: Caller) =>
    resumeDefinition(tools, input, caller, { resume: unlocked(resumeInstance), isSpared: (error) => error instanceof ContentLockedError }),
};

/** Refuses to begin a case that an act begins, which writes down who wants it and why: each area names its own. */
async function refuseStartByHand(_context: CommandContext, { key }: { readonly key: string }): Promise<void> {
  refuseProcedureByHand(key);
  refuseIncidentStart(key);
  refusePersonnelStart(key);
  refuseWebsiteStart(key);
  refuseMailboxStart(key);
  refuseAccountCaseStart(key);
}

/** Refuses to change a case of a locked document, or that of a spill. @throws ContentLockedError, SpillNotOverError */
export async function refuseTouching(context: CommandContext, instanceId: string): Promise<void> {
  await refuseLockedInstance(context, instanceId);
  await refuseEndingProcedure(context, instanceId);
}

async function refuseWriting(context: CommandContext, instanceId: string, written: readonly JsonObject[]): Promise<void> {
  await refuseNames(context, instanceId, written.flatMap((variables) => Object.keys(variables)));
  for (const variables of written) await refuseNamingDocument(context, variables);
}

/** Refuses a message that a task of the office sends: whoever could send it by hand would decide in the place of those who may. */
export function refuseMessageByHand(message: string): void {
  refuseOfficeMessage(message);
  refuseIncidentMessage(message);
  refuseMailboxMessage(message);
  refusePasswordMessage(message);
  refusePersonnelMessage(message);
  refuseDutyMessage(message);
  refuseWebsiteMessage(message);
}

/** Refuses to write variables by hand that say who works on a document, who is asked, or what was decided: each area names its own. */
export async function refuseNames(context: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  await refuseRoutingByHand(context, instanceId, names);
  await refuseIncidentVariables(context, instanceId, names);
  await refuseMailboxVariables(context, instanceId, names);
  await refusePasswordVariables(context, instanceId, names);
  await refuseDutyVariables(context, instanceId, names);
  await refusePersonnelVariables(context, instanceId, names);
  await refuseBackupVariables(context, instanceId, names);
  await refuseMovingWebsiteCase(context.tx, instanceId);
}

/** What stands beside a case is over with it, and those whom it concerns hear of it. */
export async function settleRecords(context: CommandContext, ended: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  await endCancelledIncident(context, incidentTools, ended);
  await endCancelledArticle(context, websiteTools, ended);
  await endCancelledQuestion(context, ended);
  await endCancelledRun(context, ended);
  await endCancelledReset(context, passwordResetTools, ended);
  await settleMailboxCase(context, ended);
  await settleDuty(context, ended);
}

type OfInstance = { readonly instanceId: string };

function ofInstance({ instanceId }: OfInstance) {
  return { subject: 'process-instance', subjectId: instanceId };
}

function untouched<Input extends OfInstance, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return checkedAfterwards(command, (context, { instanceId }) => refuseTouching(context, instanceId));
}

function unlocked<Input extends OfInstance, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return checkedAfterwards(command, (context, { instanceId }) => refuseLockedInstance(context, instanceId));
}

function notOfProcedure<Input extends OfInstance, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return checkedAfterwards(command, (context, { instanceId }) => refuseEndingProcedure(context, instanceId));
}

/** Cases about people, passwords and the website go by the clock alone: nobody holds them, brings anything forward or puts it off. */
function onTime<Input extends OfInstance, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return checkedAfterwards(command, async (context, { instanceId }) => {
    await refusePersonnelClock(context, instanceId);
    await refusePasswordClock(context, instanceId);
    await refuseMovingWebsiteCase(context.tx, instanceId);
  });
}

function notOfPersonnel<Input extends OfInstance, Output, Row>(command: Command<Input, Output, Row>, act: string): Command<Input, Output, Row> {
  return checkedAfterwards(command, (context, { instanceId }) => refuseMovingPersonnelCase(context, instanceId, act));
}

async function instanceOf({ tx }: CommandContext, taskId: string): Promise<string> {
  const [task] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from user_task where id = $1', [taskId]);
  return task!.instanceId;
}
