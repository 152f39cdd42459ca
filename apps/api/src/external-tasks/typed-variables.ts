import type { JsonObject, JsonValue } from '#foundation';
import { z } from 'zod';
import { isDeeperThan, MAX_JSON_DEPTH } from '../../../office/src/index.js';

/** A variable as Camunda 7 writes it. The type is read in any case, as its clients write it. */
const typedValue = z.strictObject({
  value: z.unknown().optional(),
  type: z.string().max(40).nullish().describe('Kiểu như Camunda 7: String, Boolean, Integer, Long, Short, Double, Json, Object, Date, Null.'),
  valueInfo: z
    .looseObject({ transient: z.boolean().nullish(), serializationDataFormat: z.string().nullish() })
    .nullish(),
});

type TypedValue = z.infer<typeof typedValue>;

/** What workers send: variables by name, each with its type; read as the plain JSON that they are here. */
export const variablesFromWorker = z
  .record(z.string().min(1).max(255), typedValue)
  .transform((variables, context): JsonObject => {
    const entries = Object.entries(variables).map(([name, typed]): [string, JsonValue] => {
      try {
        return [name, fromTyped(typed)];
      } catch (error) {
        if (!(error instanceof UnreadableValue)) throw error;
        context.addIssue({ code: 'custom', message: error.message, path: [name] });
        return [name, null];
      }
    });
    return Object.fromEntries(entries);
  });

/** Never leaves this file: it becomes a finding. */
class UnreadableValue extends Error {}

function refuse(message: string): never {
  throw new UnreadableValue(message);
}

/** Each holds from -range to range - 1. Of a long, what a JSON number holds exactly. */
const INTEGER_RANGES: Readonly<Record<string, number>> = {
  short: 2 ** 15,
  integer: 2 ** 31,
  long: 2 ** 53,
};

function fromTyped({ value = null, type, valueInfo }: TypedValue): JsonValue {
  if (valueInfo?.transient === true) refuse('Biến tạm (transient) không được hỗ trợ; hãy gửi trong localVariables.');
  const kind = type?.toLowerCase();
  if (value === null || kind === 'null') return null;
  switch (kind) {
    case undefined:
      return value as JsonValue;
    case 'string':
      return typeof value === 'string' ? value : refuse('String phải là chuỗi.');
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse('Boolean phải là true hoặc false.');
    case 'short':
    case 'integer':
    case 'long':
      return isInteger(value, INTEGER_RANGES[kind]!) ? value : refuse(`${type} phải là số nguyên trong phạm vi của nó.`);
    case 'double':
    case 'number':
      return typeof value === 'number' ? value : refuse(`${type} phải là số.`);
    case 'date':
      return instantOf(value) ?? refuse('Date phải có dạng 2026-11-22T09:30:00.000+0700.');
    case 'json':
      return parsed(value);
    case 'object':
      if (typeof value === 'string' && valueInfo?.serializationDataFormat !== 'application/json') {
        refuse('Object phải có valueInfo.serializationDataFormat là application/json.');
      }
      return parsed(value);
    default:
      return refuse(`Không nhận kiểu "${type}".`);
  }
}

function isInteger(value: unknown, range: number): value is number {
  return Number.isInteger(value) && (value as number) >= -range && (value as number) < range;
}

/** Camunda writes `+0700` where ISO 8601 has `+07:00`; both are read. ISO 8601 UTC, or undefined. */
function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const iso = value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return z.iso.datetime({ offset: true }).safeParse(iso).success ? new Date(iso).toISOString() : undefined;
}

/** Serialized as a text, or written out. */
function parsed(value: unknown): JsonValue {
  if (typeof value !== 'string') return value as JsonValue;
  let read: JsonValue;
  try {
    read = JSON.parse(value) as JsonValue;
  } catch {
    return refuse('Nội dung không phải JSON đúng.');
  }
  return isDeeperThan(MAX_JSON_DEPTH, read) ? refuse(`JSON lồng nhau quá ${MAX_JSON_DEPTH} cấp.`) : read;
}

export const typedVariable = z.object({
  type: z.enum(['String', 'Boolean', 'Integer', 'Long', 'Double', 'Json', 'Null']),
  value: z.union([z.string(), z.boolean(), z.number(), z.null()]),
  valueInfo: z.object({}),
});

/** What workers get. Lists and objects go as a JSON text, as Camunda 7 writes its own; an instant is a text here. */
export function toTypedVariables(variables: JsonObject): Record<string, z.infer<typeof typedVariable>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, { ...toTyped(value), valueInfo: {} }]),
  );
}

function toTyped(value: JsonValue): Pick<z.infer<typeof typedVariable>, 'type' | 'value'> {
  if (value === null) return { type: 'Null', value };
  switch (typeof value) {
    case 'boolean':
      return { type: 'Boolean', value };
    case 'string':
      return { type: 'String', value };
    case 'number':
      return { type: numberType(value), value };
    default:
      return { type: 'Json', value: JSON.stringify(value) };
  }
}

function numberType(value: number): 'Integer' | 'Long' | 'Double' {
  if (!Number.isSafeInteger(value)) return 'Double';
  return isInteger(value, INTEGER_RANGES['integer']!) ? 'Integer' : 'Long';
}
