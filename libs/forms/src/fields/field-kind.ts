import type { ExpressionEnv } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';
import type { FormField } from '../form.js';

/** What a field may look at besides its own value. */
export interface FieldContext {
  /** Variables, `units`, `people`, and the values of the form as submitted. */
  readonly data: JsonObject;
  readonly env: ExpressionEnv;
}

/** The value as it is stored, or why it is refused: in Vietnamese, without the name of the field. */
export type Accepted = { readonly value: JsonValue } | Refused;

export interface Refused {
  readonly code: string;
  /** Follows the label: `phải là một số`. */
  readonly what: string;
  readonly mend: string;
}

/** One kind of form-js field. A further kind is one more object of this shape. */
export interface FieldKind {
  /** Whether the schema must say what there is to choose from. */
  readonly chooses: boolean;
  /** What is stored when nothing was entered. */
  readonly empty: JsonValue;
  /** Whether a value means that nothing was entered. */
  isEmpty(value: JsonValue): boolean;
  /** Checks a value that is not empty. */
  accept(value: JsonValue, field: FormField, context: FieldContext): Accepted;
}

export const refuse = (code: string, what: string, mend: string): Refused => ({ code: `forms.${code}`, what, mend });
