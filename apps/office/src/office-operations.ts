import type { Caller } from '#audit';
import { ContentLockedError, refuseEndingProcedure, refuseLockedInstance } from '#documents';
import {
  cancelInstance,
  type Command,
  modifyInstance,
  type OperatorTools,
  resumeDefinition,
  type ResumeDefinitionInput,
  resumeInstance,
  setVariables,
} from '#runtime';
import { checkedAfterwards } from './office-gate.js';

/**
 * What operators do to running cases by hand. A case of a locked document stands still until the procedure for secrets has
 * decided, and that procedure is not ended or moved from outside.
 */
export const officeOperations = {
  cancel: notOfProcedure(unlocked(cancelInstance)),
  modify: notOfProcedure(unlocked(modifyInstance)),
  resume: unlocked(resumeInstance),
  setVariables: unlocked(setVariables),
  /** All instances of a version but those of locked documents. Gives the number of those that go on. */
  resumeDefinition: (tools: OperatorTools, input: ResumeDefinitionInput, caller: Caller) =>
    resumeDefinition(tools, input, caller, { resume: unlocked(resumeInstance), isSpared: (error) => error instanceof ContentLockedError }),
};

type OfInstance = { readonly instanceId: string };

function unlocked<Input extends OfInstance, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return checkedAfterwards(command, (context, { instanceId }) => refuseLockedInstance(context, instanceId));
}

function notOfProcedure<Input extends OfInstance, Output, Row>(command: Command<Input, Output, Row>): Command<Input, Output, Row> {
  return checkedAfterwards(command, (context, { instanceId }) => refuseEndingProcedure(context, instanceId));
}
