import type { BoundaryEventNode } from '#bpmn';
import { armedCondition } from '../../execution/armed-conditions.js';
import type { Behaviour } from '../../execution/behaviour.js';
import type { ConditionalEventNode } from '../../execution/conditions.js';

/**
 * Conditional boundary event (BPMN 2.0.2 §10.5.4, §13.5.3) with `camunda:variableName` and `variableEvents`. It sees
 * the variables of its host too.
 */
export const conditionalBoundaryEvent: Behaviour<BoundaryEventNode & ConditionalEventNode> = armedCondition;
