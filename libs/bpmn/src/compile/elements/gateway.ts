import { childOf, flagOf } from '../../document/bpmn-element.js';
import type { ComplexGatewayNode, EventBasedGatewayNode, GatewayNode } from '../../graph.js';
import type { ElementCompiler, ElementSource } from '../element-compiler.js';
import { conditionOf } from '../condition-of.js';

/** Most gateways differ in behaviour, not in form: the conditions stand on the flows. */
export function compileGateway(type: GatewayNode['type']): ElementCompiler {
  return ({ base }) => ({ ...base, type });
}

/** `bpmn:eventBasedGateway` (BPMN 2.0.2 §10.6.6). */
export function compileEventBasedGateway({ element, base }: ElementSource): EventBasedGatewayNode {
  return { ...base, type: 'eventBasedGateway', instantiate: flagOf(element, 'instantiate') ?? false };
}

/** `bpmn:complexGateway` (BPMN 2.0.2 §10.6.5). */
export function compileComplexGateway(source: ElementSource): ComplexGatewayNode {
  const { element, base } = source;
  const activationCondition = conditionOf(childOf(element, 'activationCondition'), source);
  return { ...base, type: 'complexGateway', ...(activationCondition !== undefined && { activationCondition }) };
}
