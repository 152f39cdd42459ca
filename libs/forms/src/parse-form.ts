import { checkExpression, isExpression, patternProblem } from '#expressions';
import type { Finding, JsonValue } from '#foundation';
import type { ZodError } from 'zod';
import { fieldKinds } from './fields/field-kinds.js';
import { componentSchema, formSchema, type Component } from './form-schema.js';
import type { FieldType, Form, FormField, OptionSource } from './form.js';
import { isTooDeep, MAX_NESTING } from './nesting.js';

/** A form and all that speaks against deploying it; a form with findings is only as complete as could be read. */
export interface ParsedForm {
  readonly form: Form;
  readonly findings: readonly Finding[];
}

/** Components that only show something. */
const DISPLAY_TYPES = new Set(['text', 'html', 'separator', 'spacer', 'image', 'button']);

const MAX_LENGTH = 1_000_000;
const MAX_GROUP_DEPTH = 20;
const VARIABLE_NAME = /^[\p{L}_$][\p{L}\p{M}\p{N}_$]*$/u;

/**
 * Reads a form-js schema. Never throws for a bad one: `findings` lists everything at once, `where` being the key of the
 * field, the id of the component or the place in the JSON.
 */
export function parseForm(text: string): ParsedForm {
  const reader = new FormReader();
  return { form: reader.read(text), findings: reader.findings };
}

class FormReader {
  readonly findings: Finding[] = [];
  private readonly fields: FormField[] = [];

  read(text: string): Form {
    const schema = this.parseSchema(text);
    if (schema === null) return { id: '', fields: [] };
    this.readComponents(schema.components, [], 'components', 0);
    return { id: schema.id, fields: this.fields };
  }

  private parseSchema(text: string): { id: string; components: unknown[] } | null {
    if (text.length > MAX_LENGTH) {
      this.report('form', 'too-long', `The form is longer than ${MAX_LENGTH} characters.`, 'Split it.');
      return null;
    }
    let json: JsonValue;
    try {
      json = JSON.parse(text) as JsonValue;
    } catch (error) {
      this.report(
        'form',
        'no-json',
        `The form is no JSON: ${(error as Error).message}.`,
        'Save it again with the form editor.',
      );
      return null;
    }
    if (isTooDeep(json)) {
      this.report('form', 'too-deep', `The form is nested more than ${MAX_NESTING} levels deep.`, 'Flatten it.');
      return null;
    }
    const schema = formSchema.safeParse(json);
    if (schema.success) return schema.data;
    this.reportIssues('form', schema.error);
    return null;
  }

  private readComponents(
    components: readonly unknown[],
    hiddenWhen: readonly string[],
    place: string,
    depth: number,
  ): void {
    components.forEach((raw, index) => {
      const where = `${place}[${index}]`;
      const parsed = componentSchema.safeParse(raw);
      if (parsed.success) this.readComponent(parsed.data, hiddenWhen, where, depth);
      else this.reportIssues(nameOf(raw) ?? where, parsed.error);
    });
  }

  private readComponent(component: Component, outer: readonly string[], place: string, depth: number): void {
    const where = component.key ?? component.id ?? place;
    const { hide } = component.conditional ?? {};
    if (hide !== undefined && hide !== '') this.checkFeel(where, 'conditional.hide', hide);
    const hiddenWhen = hide === undefined || hide === '' ? outer : [...outer, hide];
    if (DISPLAY_TYPES.has(component.type)) return;
    if (component.type === 'group') this.readGroup(component, hiddenWhen, where, place, depth);
    else if (Object.hasOwn(fieldKinds, component.type))
      this.readField(component, component.type as FieldType, hiddenWhen, where);
    else {
      const known = [...Object.keys(fieldKinds), 'group', ...DISPLAY_TYPES].join(', ');
      this.report(
        where,
        'unknown-type',
        `Components of type "${component.type}" are not supported.`,
        `Use one of: ${known}.`,
      );
    }
  }

  private readGroup(
    group: Component,
    hiddenWhen: readonly string[],
    where: string,
    place: string,
    depth: number,
  ): void {
    if (group.path) {
      this.report(where, 'group-path', 'A group with a path nests its values.', 'Clear the path: variables are flat.');
    }
    if (depth >= MAX_GROUP_DEPTH) {
      this.report(where, 'too-deep', `Groups are nested more than ${MAX_GROUP_DEPTH} deep.`, 'Flatten the form.');
      return;
    }
    this.readComponents(group.components ?? [], hiddenWhen, `${place}.components`, depth + 1);
  }

  private readField(component: Component, type: FieldType, hiddenWhen: readonly string[], where: string): void {
    const { key, validate = {}, readonly } = component;
    if (key === undefined || !VARIABLE_NAME.test(key) || key === '__proto__') {
      this.report(
        where,
        'bad-key',
        'The field has no usable key.',
        'Give it a key of letters and digits, e.g. "leadUnit".',
      );
      return;
    }
    if (this.fields.some((field) => field.key === key)) {
      this.report(key, 'duplicate-key', 'Two fields have this key.', 'Rename one of them.');
      return;
    }
    const locked =
      component.disabled === true || (typeof readonly === 'string' && readonly !== '' ? readonly : readonly === true);
    if (locked === true && validate.required === true) {
      this.report(
        key,
        'required-locked',
        'The field is required but nobody can edit it.',
        'Clear "required", "disabled" or "readonly".',
      );
    }
    if (typeof locked === 'string') this.checkFeel(key, 'readonly', locked);
    this.checkLimits(key, validate);
    const latest = component.properties?.latest || undefined;
    if (latest !== undefined) this.checkFeel(key, 'properties.latest', latest);
    const options = fieldKinds[type].chooses ? this.readOptions(key, component) : undefined;
    this.fields.push({
      type,
      key,
      label: component.label && !isExpression(component.label) ? component.label : key,
      required: validate.required === true,
      locked,
      hiddenWhen,
      defaultValue: component.defaultValue,
      limits: validate,
      options,
      subtype: component.subtype ?? 'date',
      futureOnly: component.disallowPassedDates === true,
      latest,
      decimalDigits: component.decimalDigits,
      asText: component.serializeToString === true,
    });
  }

  private checkLimits(key: string, limits: NonNullable<Component['validate']>): void {
    for (const name of ['minLength', 'maxLength', 'min', 'max'] as const) {
      const limit = limits[name];
      if (typeof limit === 'string') this.checkFeel(key, `validate.${name}`, limit);
    }
    const problem = limits.pattern === undefined ? null : patternProblem(limits.pattern);
    if (problem !== null)
      this.report(key, 'bad-pattern', `validate.pattern cannot be used: ${problem}.`, 'Correct the pattern.');
  }

  private readOptions(key: string, component: Component): OptionSource | undefined {
    const { values, valuesKey, valuesExpression } = component;
    const sources = [values, valuesKey || undefined, valuesExpression || undefined].filter(
      (source) => source !== undefined,
    );
    if (sources.length !== 1) {
      const what =
        sources.length === 0 ? 'The field has nothing to choose from.' : 'The field has several sources of options.';
      this.report(key, 'options', what, 'Give it exactly one of values, valuesKey and valuesExpression.');
    }
    if (valuesExpression) {
      this.checkFeel(key, 'valuesExpression', valuesExpression);
      return { kind: 'expression', expression: valuesExpression };
    }
    if (valuesKey) return { kind: 'key', key: valuesKey };
    return values && { kind: 'values', values: values.map((option): JsonValue => option.value) };
  }

  private checkFeel(where: string, property: string, text: string): void {
    if (!text.startsWith('=')) {
      this.report(where, 'no-expression', `${property} is no FEEL expression.`, 'Begin it with "=".');
    }
    for (const { what, where: position, mend } of checkExpression(text)) {
      this.report(where, 'bad-expression', `${property} cannot be read: ${what} (${position}).`, mend ?? 'Correct it.');
    }
  }

  private reportIssues(where: string, error: ZodError): void {
    for (const issue of error.issues) {
      const path = issue.path.join('.');
      this.report(
        where,
        'bad-schema',
        `${path === '' ? 'It' : path}: ${issue.message}.`,
        'Save it again with the form editor.',
      );
    }
  }

  private report(where: string, code: string, what: string, mend: string): void {
    this.findings.push({ where, what, mend, code: `forms.${code}` });
  }
}

/** The key or id of a component that could not be read as a whole. */
function nameOf(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { key, id } = raw as { key?: unknown; id?: unknown };
  return [key, id].find((name): name is string => typeof name === 'string');
}
