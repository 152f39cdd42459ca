import type { JsonValue } from '#foundation';
import type { ExpressionText } from '#expressions';

/** A form as the server needs it: the fields that carry a value, in the order of the schema, groups resolved. */
export interface Form {
  readonly id: string;
  readonly fields: readonly FormField[];
}

export type FieldType =
  'textfield' | 'textarea' | 'number' | 'checkbox' | 'checklist' | 'radio' | 'select' | 'taglist' | 'datetime';

export interface FormField {
  readonly type: FieldType;
  /** Name of the variable the value is stored under. */
  readonly key: string;
  /** What people see; the key where the schema has none. */
  readonly label: string;
  readonly required: boolean;
  /** Shown but not editable: what is submitted for it is ignored. An expression decides with the data of the form. */
  readonly locked: boolean | ExpressionText;
  /** Conditions of the field and of its groups; the field is hidden when one of them is true. */
  readonly hiddenWhen: readonly ExpressionText[];
  readonly defaultValue?: JsonValue;
  readonly limits: FieldLimits;
  readonly options?: OptionSource;
  /** Of `datetime`. Default `date`. */
  readonly subtype: 'date' | 'time' | 'datetime';
  /** Of `datetime`: days before today are refused, and those so far ahead that nobody can mean them. */
  readonly futureOnly: boolean;
  /** Of `datetime`: what is later than the date or instant that this yields is refused; null is no bound. */
  readonly latest?: ExpressionText;
  /** Of `number`: digits after the point. */
  readonly decimalDigits?: number;
  /** Of `number`: the value is a text such as `"12.50"`. */
  readonly asText: boolean;
}

/** `validate` of form-js. Limits may be FEEL expressions that yield a number. */
export interface FieldLimits {
  readonly minLength?: number | ExpressionText;
  readonly maxLength?: number | ExpressionText;
  readonly min?: number | ExpressionText;
  readonly max?: number | ExpressionText;
  readonly pattern?: string;
  readonly validationType?: 'email' | 'phone' | 'custom';
}

/** Where the options of a choice come from: written in the schema, a list in the data, or a FEEL expression over it. */
export type OptionSource =
  | { readonly kind: 'values'; readonly values: readonly JsonValue[] }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'expression'; readonly expression: ExpressionText };
