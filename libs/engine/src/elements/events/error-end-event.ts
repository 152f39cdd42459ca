import type { ErrorTrigger, EventNode } from '#bpmn';
import { toText } from '#expressions';
import { UnsupportedElementError } from '../../errors.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { throwAtEnd } from '../../execution/bpmn-errors.js';
import { leaveBy } from '../../execution/complete.js';
import { readOptional } from '../../execution/evaluation.js';

/**
 * Error end event (BPMN 2.0.2 §10.5.3, §10.5.5, §13.5.6): takes an error to the innermost catcher outside its scope. An
 * error that nothing catches ends the path as a none end event would; BPMN leaves that open, Camunda 7 does the same.
 */
export const errorEndEvent: Behaviour<EventNode & { readonly trigger: ErrorTrigger }> = {
  enter(step, activity) {
    const { id, trigger } = activity.element;
    const { errorCode: code } = trigger;
    if (code === undefined) throw new UnsupportedElementError(id, 'an error end event without errorCode');
    const message = readOptional(step, activity, 'errorMessage', trigger.errorMessage, toText);
    if (!throwAtEnd(step, activity, { code, ...(message !== undefined && { message }) })) leaveBy(step, activity, []);
  },
};
