import { textOf, childOf, type DmnElement } from '../document/dmn-element.js';
import type { ValueType } from '../decision.js';
import type { Reading } from './reading.js';

/** Names of FEEL types (DMN 1.3, 10.3.2.2) and of Camunda 7, in lower case. */
const TYPES = new Map<string, ValueType>(
  Object.entries({
    any: 'any',
    undefined: 'any',
    context: 'any',
    list: 'any',
    string: 'string',
    number: 'number',
    integer: 'number',
    long: 'number',
    double: 'number',
    boolean: 'boolean',
    date: 'date',
    time: 'time',
    datetime: 'date and time',
    'date and time': 'date and time',
    duration: 'duration',
    daytimeduration: 'duration',
    yearmonthduration: 'duration',
    'days and time duration': 'duration',
    'years and months duration': 'duration',
  } satisfies Record<string, ValueType>),
);

/** Longest chain of types that are defined by one another. */
const MAX_CHAIN = 20;

/** What a `typeRef` means: the type, and the unary tests of the values that the definition of the type allows. */
export interface ReadType {
  readonly type: ValueType;
  readonly allowed?: string;
}

/** Reads the `typeRef` of an element. An unknown type is a warning and taken as any. */
export function readType(element: DmnElement | undefined, id: string, reading: Reading): ReadType {
  let name = textOf(element, 'typeRef');
  let allowed: string | undefined;
  for (let step = 0; name !== undefined && step < MAX_CHAIN; step++) {
    // In DMN 1.1 it is a qualified name, `feel:string`.
    const local = name.replace(/^[\w.-]+:/, '');
    const definition = reading.types.get(local);
    const known = definition === undefined ? TYPES.get(local.toLowerCase()) : 'any';
    if (known === undefined) {
      const what = `The type "${name}" is unknown; values are taken as they are.`;
      reading.findings.warning(id, 'unknown-type', what, 'Use a type of FEEL, e.g. string, number or date.');
    }
    if (definition === undefined) return { type: known ?? 'any', allowed };
    allowed ??= textOf(childOf(definition, 'allowedValues'), 'text');
    name = textOf(definition, 'typeRef');
  }
  return { type: 'any', allowed };
}
