import { evaluate, type ExpressionEnv } from '#expressions';
import { type Finding, type JsonObject, type JsonValue, ownValue } from '#foundation';
import { fieldKinds } from './fields/field-kinds.js';
import type { Form, FormField } from './form.js';
import { isTooDeep } from './nesting.js';

/** The values to store, under the keys of the fields; or all that is wrong, in Vietnamese, with the key as `where`. */
export type SubmissionResult = { readonly values: JsonObject } | { readonly findings: readonly Finding[] };

/**
 * Checks what was submitted with a form against its schema; the browser's own checks count for nothing.
 *
 * `context` is what the form may look at: the variables, and the lists (`units`, `people`) its choices refer to.
 * Refused are keys the form does not have and values of another type. A hidden field is left out, a disabled or
 * read-only one keeps the value of `context` (else its default) whatever was submitted. A field left empty is stored as
 * null (a checkbox as false, a list of choices as `[]`), so that a second pass through the same form clears the first.
 *
 * Conditions are evaluated in the order of the schema over the context and the submitted values; a field that turned
 * out hidden is null for those after it.
 * @throws {ExpressionEvaluationError} when a condition or an option list of the schema cannot be evaluated.
 */
export function validateSubmission(
  form: Form,
  submitted: JsonObject,
  context: JsonObject,
  env: ExpressionEnv,
): SubmissionResult {
  const deep = Object.keys(submitted).filter((key) => isTooDeep(submitted[key] ?? null));
  if (deep.length > 0) return { findings: deep.map(tooDeep) };
  return new Submission(form, submitted, context, env).check();
}

class Submission {
  /** What conditions and option lists see. */
  private readonly data: Record<string, JsonValue>;

  constructor(
    private readonly form: Form,
    private readonly submitted: JsonObject,
    private readonly context: JsonObject,
    private readonly env: ExpressionEnv,
  ) {
    this.data = { ...context };
    for (const field of form.fields) this.data[field.key] = this.rawValue(field);
  }

  check(): SubmissionResult {
    const keys = new Set(this.form.fields.map((field) => field.key));
    const findings: Finding[] = Object.keys(this.submitted)
      .filter((key) => !keys.has(key))
      .map(unknownKey);
    const values: Record<string, JsonValue> = {};
    for (const field of this.form.fields) {
      if (field.hiddenWhen.some((condition) => this.holds(condition))) {
        this.data[field.key] = null;
        continue;
      }
      const result = this.checkField(field);
      if ('what' in result) findings.push(result);
      else if (result.value !== undefined) values[field.key] = result.value;
    }
    return findings.length === 0 ? { values } : { findings };
  }

  /** The value of a visible field (undefined for a locked one that has none), or what is wrong with it. */
  private checkField(field: FormField): { value: JsonValue | undefined } | Finding {
    if (this.isLocked(field)) return { value: ownValue(this.context, field.key) ?? field.defaultValue };
    const kind = fieldKinds[field.type];
    const value = this.rawValue(field);
    if (value === null || kind.isEmpty(value)) return field.required ? missing(field) : { value: kind.empty };
    const accepted = kind.accept(value, field, { data: this.data, env: this.env });
    if ('value' in accepted) return accepted;
    return { where: field.key, what: `"${field.label}" ${accepted.what}.`, mend: accepted.mend, code: accepted.code };
  }

  /** What stands in a field before it is checked: the context's value if locked, else the submitted or default one. */
  private rawValue(field: FormField): JsonValue {
    const value = ownValue(this.isLocked(field) ? this.context : this.submitted, field.key);
    return (value === undefined ? field.defaultValue : value) ?? null;
  }

  private isLocked({ locked }: FormField): boolean {
    return typeof locked === 'string' ? this.holds(locked) : locked;
  }

  private holds(condition: string): boolean {
    return evaluate(condition, this.data, this.env) === true;
  }
}

function missing({ key, label }: FormField): Finding {
  return { where: key, what: `Chưa nhập "${label}".`, mend: 'Đây là trường bắt buộc.', code: 'forms.required' };
}

function tooDeep(key: string): Finding {
  const mend = 'Hãy tải lại biểu mẫu rồi gửi lại.';
  return { where: key, what: `Giá trị của trường "${key}" lồng nhau quá sâu.`, mend, code: 'forms.too-deep' };
}

function unknownKey(key: string): Finding {
  const mend = 'Hãy tải lại biểu mẫu rồi gửi lại.';
  return { where: key, what: `Biểu mẫu không có trường "${key}".`, mend, code: 'forms.unknown-key' };
}
