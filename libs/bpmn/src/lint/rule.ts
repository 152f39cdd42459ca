import type { BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';
import type { ProcessGraph } from '../graph.js';

/**
 * Looks for one kind of mistake in a compiled process. The graph may hold placeholders, plain tasks, for elements that
 * could not be compiled (`findings.isBroken`): a rule reports no consequence of that.
 */
export type LintRule = (graph: ProcessGraph, findings: FindingCollector) => void;

/** Looks for one kind of mistake in a process as the file has it, after `completeModel`. */
export type ElementRule = (process: BpmnElement, findings: FindingCollector) => void;
