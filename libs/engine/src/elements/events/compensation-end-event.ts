import { compensationThrowEvent } from './compensation-throw-event.js';

/**
 * Compensation end event (BPMN 2.0.2 §10.5.3, §13.5.6): as the intermediate event; its token ends once everything is
 * undone.
 */
export const compensationEndEvent = compensationThrowEvent;
