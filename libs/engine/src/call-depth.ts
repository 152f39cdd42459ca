/**
 * Most called instances inside one another (BPMN 2.0.2 §10.3.6). The engine knows one instance at a time, so whoever
 * carries out `startChild` refuses to go deeper. A process that calls itself without an end would otherwise go on until
 * memory is gone: all of it happens in one step of the first. Offices nest calls four or five deep.
 */
export const MAX_CALL_DEPTH = 100;
