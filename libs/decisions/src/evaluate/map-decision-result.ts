import type { JsonObject, JsonValue } from '#foundation';
import { ResultMappingError } from '../errors.js';
import type { DecisionResult } from './evaluate-decision.js';

/** The values of `camunda:mapDecisionResult`. */
export type ResultMapping = 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';

/**
 * What a business rule task keeps of a result, as in Camunda 7: one value, one row as an object, the values of the one
 * output as a list, or all rows. Without any row it is null, or an empty list.
 * @throws {ResultMappingError} when the result has more rows or outputs than fit.
 */
export function mapDecisionResult({ outputs }: DecisionResult, mapping: ResultMapping): JsonValue {
  switch (mapping) {
    case 'resultList':
      return outputs;
    case 'collectEntries':
      return outputs.map((row) => onlyEntry(row, mapping));
    case 'singleResult':
      return onlyRow(outputs, mapping) ?? null;
    case 'singleEntry': {
      const row = onlyRow(outputs, mapping);
      return row === undefined ? null : onlyEntry(row, mapping);
    }
  }
}

function onlyRow(outputs: readonly JsonObject[], mapping: ResultMapping): JsonObject | undefined {
  if (outputs.length > 1) throw new ResultMappingError(mapping, `it has ${outputs.length} rows instead of one.`);
  return outputs[0];
}

function onlyEntry(row: JsonObject, mapping: ResultMapping): JsonValue {
  const names = Object.keys(row);
  if (names.length > 1) throw new ResultMappingError(mapping, `its rows have several outputs (${names.join(', ')}).`);
  return Object.values(row)[0] ?? null;
}
