import { activities } from './activities.cases.js';
import { boundaryEvents } from './boundary-events.cases.js';
import type { ContractCase } from './contract-case.js';
import { errorsAndEscalations } from './errors-and-escalations.cases.js';
import { events } from './events.cases.js';
import { flows } from './flows.cases.js';
import { gateways } from './gateways.cases.js';
import { loops } from './loops.cases.js';
import { scopes } from './scopes.cases.js';

/** Everything that is held against both engines, in the order of docs/second-opinion.md. */
export const contractCases: readonly ContractCase[] = [
  ...flows,
  ...gateways,
  ...activities,
  ...loops,
  ...events,
  ...boundaryEvents,
  ...errorsAndEscalations,
  ...scopes,
];

export type DifferingCase = ContractCase & Required<Pick<ContractCase, 'bpmnEngine'>>;

/** Those in which bpmn-engine does not do as BPMN 2.0.2 says. */
export const differences = contractCases.filter((each): each is DifferingCase => each.bpmnEngine !== undefined);
