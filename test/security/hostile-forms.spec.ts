import { parseForm, validateSubmission } from '#forms';
import { CongvanError, type JsonObject } from '#foundation';
import { readDeployment } from '#runtime';
import { context } from './attacked-process.js';
import { watchHost } from './host-canary.js';

watchHost();

const form = (...components: string[]) => `{"id": "f", "type": "default", "components": [${components.join(',')}]}`;
const field = (more: string, type = 'textfield') => `{"type": "${type}", "key": "x", ${more}}`;
const groups = '{"type":"group","components":['.repeat(9_000) + ']}'.repeat(9_000);
const hidden = (condition: string) => field(`"conditional": {"hide": "${condition}"}`);
const matching = (pattern: string) => field(`"validate": {"pattern": "${pattern}"}`);
const deep = '['.repeat(200_000) + ']'.repeat(200_000);

describe('a deployed form', () => {
  const codesOf = async (text: string) => {
    const { errors } = await readDeployment([{ name: 'a.form', content: Buffer.from(text) }]);
    return errors.map(({ where, code }) => `${where} ${code}`);
  };

  it.each([
    ['groups without end', form(groups), 'form forms.too-deep'],
    ['a default without end', form(field(`"defaultValue": ${deep}`)), 'form forms.too-deep'],
    ['options without end', form(field(`"values": [{"value": ${deep}}]`, 'select')), 'form forms.too-deep'],
    ['more than a megabyte', form(field(`"label": "${'x'.repeat(1_000_000)}"`)), 'form forms.too-long'],
    ['a type that every object has', form(field('"id": "F"', 'constructor')), 'x forms.unknown-type'],
    ['a prototype as key', form('{"type": "textfield", "key": "__proto__", "id": "F"}'), '__proto__ forms.bad-key'],
    ['a path as key', form('{"type": "textfield", "key": "a.__proto__.b"}'), 'a.__proto__.b forms.bad-key'],
    ['a group that nests', form('{"type": "group", "id": "G", "path": "__proto__"}'), 'G forms.group-path'],
    ['a pattern that is none', form(matching('(')), 'x forms.bad-pattern'],
    ['a pattern out of all proportion', form(matching('a?'.repeat(1_000))), 'x forms.bad-pattern'],
    ['a condition that calls the host', form(hidden('= reachHost()')), 'x forms.bad-expression'],
    ['a condition in JavaScript', form(hidden('globalThis.reachHost()')), 'x forms.no-expression'],
    ['a condition without end', form(hidden(`= ${'('.repeat(5_000)}`)), 'x forms.bad-expression'],
  ])('with %s is refused', async (_name, text, code) => {
    expect(await codesOf(text)).toContainEqual(`a.form:${code}`);
  });

  it('with prototypes in the place of what it reads has none of it', async () => {
    const limits = '{"__proto__": {"required": true, "pattern": "("}}';
    const { form: read } = parseForm(form(field(`"__proto__": {"type": "number"}, "validate": ${limits}`)));
    expect(read.fields).toMatchObject([{ type: 'textfield', required: false, limits: {} }]);
    const nothing = '{"__proto__": {"id": "f", "components": []}}';
    expect(await codesOf(nothing)).toContainEqual('a.form:form forms.bad-schema');
  });
});

describe('what is submitted with a form', () => {
  /** The findings as `key code`, or the code of the refusal where the form itself is at fault. */
  function refusalOf(text: string, submitted: JsonObject, variables: JsonObject = {}): unknown {
    const { form: read, findings } = parseForm(text);
    expect(findings).toEqual([]);
    try {
      const result = validateSubmission(read, submitted, variables, context);
      return 'values' in result ? result.values : result.findings.map(({ where, code }) => `${where} ${code}`);
    } catch (error) {
      expect(error).toBeInstanceOf(CongvanError);
      return (error as CongvanError).code;
    }
  }

  const plain = field('"label": "x"');
  const choice = field('"valuesExpression": "= units.value"', 'checklist');
  const units = [{ value: 'A' }, { value: 'B' }];

  it.each<[string, string, JsonObject, unknown]>([
    ['a prototype', plain, JSON.parse('{"__proto__": {"x": "a"}}'), ['__proto__ forms.unknown-key']],
    ['a constructor', plain, { constructor: { prototype: 1 } }, ['constructor forms.unknown-key']],
    ['an object for a text', plain, { x: { toString: 'a' } }, ['x forms.type']],
    ['nesting without end', choice, { x: JSON.parse(deep) }, ['x forms.too-deep']],
    ['choices without end', choice, { x: Array.from({ length: 200_000 }, (_, index) => index) }, ['x forms.twice']],
    ['a choice with a prototype', choice, { x: [JSON.parse('{"__proto__": "A"}')] }, ['x forms.option']],
    ['a text for a pattern that explodes', matching('(a+)+'), { x: `${'a'.repeat(50)}!` }, 'expressions.value'],
    ['a megabyte', plain, { x: 'x'.repeat(1_000_000) }, ['x forms.too-long']],
    ['a number beyond all', field('"label": "x"', 'number'), { x: JSON.parse('1e999') }, ['x forms.type']],
    ['a value for a long condition', hidden('= count(many[item in many]) > 0'), { x: 'a' }, 'expressions.evaluation'],
  ])('as %s is refused', (_name, component, submitted, refusal) => {
    const many = Array.from({ length: 20_000 }, (_, index) => index);
    expect(refusalOf(form(component), submitted, { units, many })).toEqual(refusal);
  });
});
