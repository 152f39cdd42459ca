import { parseForm } from './parse-form.js';

const form = (...components: object[]) => JSON.stringify({ id: 'instruction', type: 'default', components });
const codes = (text: string) => parseForm(text).findings.map(({ where, code }) => `${where} ${code}`);

describe('parseForm', () => {
  it('reads the fields in order, through groups, and passes over what only shows something', () => {
    const { form: parsed, findings } = parseForm(
      form(
        { type: 'text', text: '# Bút phê' },
        { type: 'textfield', key: 'a', label: 'Một' },
        { type: 'separator' },
        {
          type: 'group',
          conditional: { hide: '= a = null' },
          components: [{ type: 'number', key: 'b', id: 'Field_b' }],
        },
      ),
    );
    expect(findings).toEqual([]);
    expect(parsed.id).toBe('instruction');
    expect(parsed.fields.map(({ key, label, hiddenWhen }) => ({ key, label, hiddenWhen }))).toEqual([
      { key: 'a', label: 'Một', hiddenWhen: [] },
      { key: 'b', label: 'b', hiddenWhen: ['= a = null'] },
    ]);
  });

  it('lists everything that is wrong at once', () => {
    expect(
      codes(
        form(
          { type: 'dynamiclist', id: 'Field_1' },
          { type: 'textfield', key: 'a' },
          { type: 'textarea', key: 'a' },
          { type: 'textfield', id: 'Field_2' },
          { type: 'textfield', key: 'x.y' },
          { type: 'textfield', key: 'b', disabled: true, validate: { required: true } },
          { type: 'textfield', key: 'c', validate: { pattern: '(' } },
          { type: 'textfield', key: 'd', conditional: { hide: '= a = ' } },
          { type: 'textfield', key: 'e', readonly: 'a = 1' },
          { type: 'select', key: 'f' },
          { type: 'select', key: 'g', values: [], valuesKey: 'units' },
          { type: 'group', id: 'Group_1', path: 'deep', components: [] },
          { type: 'number', key: 'h', decimalDigits: 'two' },
          { type: 'datetime', key: 'i', properties: { latest: 'dueAt' } },
          { type: 'datetime', key: 'j', properties: { latest: '= if' } },
        ),
      ),
    ).toEqual([
      'Field_1 forms.unknown-type',
      'a forms.duplicate-key',
      'Field_2 forms.bad-key',
      'x.y forms.bad-key',
      'b forms.required-locked',
      'c forms.bad-pattern',
      'd forms.bad-expression',
      'e forms.no-expression',
      'f forms.options',
      'g forms.options',
      'Group_1 forms.group-path',
      'h forms.bad-schema',
      'i forms.no-expression',
      'j forms.bad-expression',
    ]);
  });

  it.each([
    ['{', 'form forms.no-json'],
    ['[]', 'form forms.bad-schema'],
    ['{"components": []}', 'form forms.bad-schema'],
    ['{"id": "x"}', 'form forms.bad-schema'],
    [`{"id": "${'x'.repeat(1_000_001)}"}`, 'form forms.too-long'],
  ])('refuses a text that is no form', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it('refuses groups without end instead of overflowing', () => {
    const groups = (levels: number) => '{"type":"group","components":['.repeat(levels) + ']}'.repeat(levels);
    for (const levels of [21, 3_000]) {
      const text = `{"id":"x","components":[${groups(levels)}]}`;
      expect(codes(text)).toEqual([expect.stringContaining('forms.too-deep')]);
    }
    expect(codes(`{"id":"x","components":[${groups(20)}]}`)).toEqual([]);
  });

  it.each(['"defaultValue":?', '"values":[{"value":?}]'])('refuses values without end: %s', (part) => {
    const deep = '['.repeat(300_000) + ']'.repeat(300_000);
    const field = `{"type":"select","key":"a",${part.replace('?', deep)}}`;
    expect(codes(`{"id":"x","components":[${field}]}`)).toEqual(['form forms.too-deep']);
  });
});
