import type { ScopeNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { subProcess } from './sub-process.js';

/**
 * Transaction (BPMN 2.0.2 §10.3.5, §10.7.2, §13.3.4): a sub-process that ends in one of three ways. It completes, and can
 * be undone later; a cancel end event undoes it; or an error leaves it (a hazard), and nothing is undone.
 */
export const transaction: Behaviour<ScopeNode> = subProcess;
