import type { JsonValue } from '#foundation';
import { z } from 'zod';

const json = z.json() as z.ZodType<JsonValue>;
const numberOrExpression = z.union([z.number(), z.string().startsWith('=')]);

/**
 * The parts of a form-js component that the server looks at (form-json-schema 1.x); all others are the browser's.
 * form-js writes an empty text where a limit was cleared, so that counts as absent.
 */
export const componentSchema = z.object({
  type: z.string(),
  id: z.string().optional(),
  key: z.string().optional(),
  label: z.string().optional(),
  disabled: z.boolean().optional(),
  readonly: z.union([z.boolean(), z.string()]).optional(),
  defaultValue: json.optional(),
  conditional: z.object({ hide: z.string().optional() }).optional(),
  validate: z
    .preprocess(
      withoutEmptyTexts,
      z.object({
        required: z.boolean().optional(),
        minLength: numberOrExpression.optional(),
        maxLength: numberOrExpression.optional(),
        min: numberOrExpression.optional(),
        max: numberOrExpression.optional(),
        pattern: z.string().optional(),
        validationType: z.enum(['email', 'phone', 'custom']).optional(),
      }),
    )
    .optional(),
  values: z.array(z.object({ value: json })).optional(),
  valuesKey: z.string().optional(),
  valuesExpression: z.string().optional(),
  subtype: z.enum(['date', 'time', 'datetime']).optional(),
  disallowPassedDates: z.boolean().optional(),
  /** Custom properties, of which form-js itself knows none. */
  properties: z.object({ latest: z.string().optional() }).optional(),
  decimalDigits: z.number().int().min(0).optional(),
  serializeToString: z.boolean().optional(),
  /** Of a group: where its values nest. */
  path: z.string().optional(),
  components: z.array(z.unknown()).optional(),
});

export type Component = z.infer<typeof componentSchema>;

export const formSchema = z.object({
  id: z.string().min(1),
  type: z.string().optional(),
  components: z.array(z.unknown()),
});

function withoutEmptyTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== ''));
}
