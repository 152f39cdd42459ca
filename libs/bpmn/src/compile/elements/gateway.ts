import type { GatewayNode } from '../../graph.js';
import type { ElementCompiler } from '../element-compiler.js';

/** Gateways differ in behaviour, not in form: the conditions stand on the flows. */
export function compileGateway(type: GatewayNode['type']): ElementCompiler {
  return ({ base }) => ({ ...base, type });
}
