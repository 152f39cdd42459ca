import type { JsonObject } from '#foundation';
import { parseForm } from './parse-form.js';
import { validateSubmission } from './validate-submission.js';

const env = { now: '2026-11-20T17:30:00Z', zone: 'Asia/Ho_Chi_Minh' };
const context = {
  leadUnit: 'QLCN',
  subject: 'Xin ý kiến',
  units: [
    { value: 'QLCN', label: 'Quản lý công nghệ' },
    { value: 'TTCN', label: 'Thông tin công nghệ' },
  ],
  people: [
    { value: 'cuongpv', label: 'Phan Văn Cường', units: ['QLCN'] },
    { value: 'lanntt', label: 'Nguyễn Thị Thu Lan', units: ['TTCN'] },
  ],
};

/** The stored values, or `key: code` of each finding. */
function submit(components: object[], submitted: JsonObject): unknown {
  const { form, findings } = parseForm(JSON.stringify({ id: 'form', components }));
  expect(findings).toEqual([]);
  const result = validateSubmission(form, submitted, context, env);
  return 'values' in result ? result.values : result.findings.map(({ where, code }) => `${where}: ${code}`);
}

const field = (type: string, extra: object = {}) => ({ type, key: 'x', label: 'Trường', ...extra });
const required = { validate: { required: true } };

describe('a submission', () => {
  it('may hold nothing that the form does not ask for', () => {
    expect(submit([field('textfield')], { x: 'a', admin: true })).toEqual(['admin: forms.unknown-key']);
    expect(submit([field('textfield')], JSON.parse('{"__proto__": {"a": 1}}'))).toEqual([
      '__proto__: forms.unknown-key',
    ]);
  });

  it('is refused where a value goes so deep that comparing it would overflow the stack', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const choice = field('select', { values: [{ value: 'a' }] });
    expect(submit([choice], { x: deep })).toEqual(['x: forms.too-deep']);
    expect(submit([field('checklist', { valuesKey: 'units' })], { x: [deep, deep] })).toEqual(['x: forms.too-deep']);
    expect(submit([choice], { x: [[['b']]] })).toEqual(['x: forms.option']);
  });

  it('with more choices than there are is refused without a look at each', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => index);
    const choice = field('checklist', { valuesExpression: '= units.value' });
    expect(submit([choice], { x: many })).toEqual(['x: forms.twice']);
  });

  it('reports every field at once, in Vietnamese, with the label and how to mend it', () => {
    const { form } = parseForm(
      JSON.stringify({
        id: 'f',
        components: [{ ...field('textarea', required) }, { ...field('number'), key: 'y', label: 'Số' }],
      }),
    );
    expect(validateSubmission(form, { y: 'năm' }, {}, env)).toEqual({
      findings: [
        { where: 'x', what: 'Chưa nhập "Trường".', mend: 'Đây là trường bắt buộc.', code: 'forms.required' },
        { where: 'y', what: '"Số" phải là một số.', mend: 'Hãy nhập số, không kèm chữ.', code: 'forms.type' },
      ],
    });
  });

  it('stores what was left empty as empty, so that a second pass clears the first', () => {
    const components = [
      { type: 'textfield', key: 'a' },
      { type: 'checkbox', key: 'b' },
      { type: 'taglist', key: 'c', valuesKey: 'units' },
      { type: 'number', key: 'd', defaultValue: 5 },
      { type: 'number', key: 'e', defaultValue: 5 },
    ];
    expect(submit(components, { a: '  ', e: null })).toEqual({ a: null, b: false, c: [], d: 5, e: null });
  });

  it.each([
    ['textfield', ''],
    ['textarea', null],
    ['textfield', ' \u200b '],
    ['number', ''],
    ['checkbox', false],
    ['datetime', ''],
  ])('of a required %s must not be %j', (type, value) => {
    expect(submit([field(type, required)], { x: value })).toEqual(['x: forms.required']);
    expect(submit([field(type, required)], {})).toEqual(['x: forms.required']);
  });
});

describe('text', () => {
  it.each([
    [{ minLength: 3 }, 'ab', 'too-short'],
    [{ maxLength: 3 }, 'abcd', 'too-long'],
    [{ maxLength: '= count(units)' }, 'abc', 'too-long'],
    [{ pattern: '\\d+/QĐ-STP' }, '47/QD-STP', 'pattern'],
    [{ validationType: 'email' }, 'cuongpv', 'email'],
    [{ validationType: 'phone' }, 'gọi tôi', 'phone'],
    [{}, 5, 'type'],
    [{}, 'a\0b', 'characters'],
    [{}, 'a\ud800', 'characters'],
    [{}, 'x'.repeat(10_001), 'too-long'],
  ])('%j refuses %j', (validate, value, code) => {
    expect(submit([field('textfield', { validate })], { x: value })).toEqual([`x: forms.${code}`]);
  });

  it.each([
    [{ minLength: 3, maxLength: '' }, 'abc'],
    [{ pattern: '\\d+/QĐ-STP' }, '47/QĐ-STP'],
    [{ validationType: 'email' }, 'cuongpv@stp.gov.vn'],
    [{ validationType: 'phone' }, '0905 123 456'],
    [{ validationType: 'phone' }, '+84905123456'],
  ])('%j accepts %j', (validate, value) => {
    expect(submit([field('textfield', { validate })], { x: value })).toEqual({ x: value });
  });
});

describe('numbers', () => {
  it('keep to their range and digits', () => {
    const number = field('number', { validate: { min: 1, max: 10 }, decimalDigits: 1 });
    expect(submit([number], { x: 2.5 })).toEqual({ x: 2.5 });
    expect(submit([number], { x: 0 })).toEqual(['x: forms.too-small']);
    expect(submit([number], { x: 11 })).toEqual(['x: forms.too-large']);
    expect(submit([number], { x: 2.55 })).toEqual(['x: forms.digits']);
    expect(submit([number], { x: '2' })).toEqual(['x: forms.type']);
  });

  it('may be kept as text', () => {
    const number = field('number', { serializeToString: true, decimalDigits: 2 });
    expect(submit([number], { x: '12.50' })).toEqual({ x: '12.50' });
    expect(submit([number], { x: '12.505' })).toEqual(['x: forms.digits']);
    expect(submit([number], { x: 12 })).toEqual(['x: forms.type']);
  });
});

describe('choices', () => {
  const decision = field('radio', {
    values: [
      { value: 'approve', label: 'Duyệt' },
      { value: 'return', label: 'Trả lại' },
    ],
  });
  const drafter = field('select', { valuesExpression: '= people[list contains(units, leadUnit)]' });
  const units = field('taglist', { valuesKey: 'units' });

  it('are taken from the schema, from the data, or computed', () => {
    expect(submit([decision], { x: 'approve' })).toEqual({ x: 'approve' });
    expect(submit([drafter], { x: 'cuongpv' })).toEqual({ x: 'cuongpv' });
    expect(submit([units], { x: ['TTCN', 'QLCN'] })).toEqual({ x: ['TTCN', 'QLCN'] });
  });

  it('outside the list are refused', () => {
    expect(submit([decision], { x: 'sign' })).toEqual(['x: forms.option']);
    expect(submit([drafter], { x: 'lanntt' })).toEqual(['x: forms.option']);
    expect(submit([units], { x: ['KHAC'] })).toEqual(['x: forms.option']);
    expect(submit([units], { x: ['QLCN', 'QLCN'] })).toEqual(['x: forms.twice']);
    expect(submit([units], { x: 'QLCN' })).toEqual(['x: forms.type']);
    expect(submit([field('select', { valuesKey: 'missing' })], { x: 'a' })).toEqual(['x: forms.option']);
  });

  it('may depend on another field of the same form', () => {
    const unit = { type: 'select', key: 'unit', valuesKey: 'units' };
    const person = { ...drafter, valuesExpression: '= people[list contains(units, unit)]' };
    expect(submit([unit, person], { unit: 'TTCN', x: 'lanntt' })).toEqual({ unit: 'TTCN', x: 'lanntt' });
    expect(submit([unit, person], { unit: 'QLCN', x: 'lanntt' })).toEqual(['x: forms.option']);
  });
});

describe('dates and times', () => {
  it.each([
    ['date', '2026-11-21', '2026-11-21'],
    ['time', '17:00', '17:00'],
    ['time', '17:00+07:00', '17:00+07:00'],
    ['datetime', '2026-11-21T17:00', '2026-11-21T10:00:00.000Z'],
    ['datetime', '2026-11-21T17:00+07:00', '2026-11-21T10:00:00.000Z'],
    ['datetime', '2026-11-21T10:00Z', '2026-11-21T10:00:00.000Z'],
    ['datetime', '2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.000Z'],
  ])('%s %s is stored as %s', (subtype, value, stored) => {
    expect(submit([field('datetime', { subtype })], { x: value })).toEqual({ x: stored });
  });

  it.each([
    ['date', '21/11/2026', 'date'],
    ['date', '2026-02-30', 'date'],
    ['time', '25:00', 'time'],
    ['datetime', '2026-11-21', 'datetime'],
    ['datetime', '2026-11-21T25:00', 'datetime'],
    ['datetime', 1732183200000, 'type'],
  ])('%s refuses %j', (subtype, value, code) => {
    expect(submit([field('datetime', { subtype })], { x: value })).toEqual([`x: forms.${code}`]);
  });

  it('of the past can be ruled out, by the day of the office', () => {
    const day = (value: string) => submit([field('datetime', { disallowPassedDates: true })], { x: value });
    expect(day('2026-11-21')).toEqual({ x: '2026-11-21' });
    expect(day('2026-11-20')).toEqual(['x: forms.past']);
  });

  it.each(['date', 'datetime'])('ahead lie at most ten years ahead: a %s further off was mistyped', (subtype) => {
    const at = subtype === 'date' ? '' : 'T09:00';
    const ahead = (day: string) => submit([field('datetime', { subtype, disallowPassedDates: true })], { x: `${day}${at}` });
    expect(ahead('2036-12-31')).not.toEqual(['x: forms.far-off']);
    expect(ahead('9026-01-01')).toEqual(['x: forms.far-off']);
    expect(submit([field('datetime', { subtype })], { x: `1926-01-01${at}` })).not.toEqual(['x: forms.far-off']);
  });

  it('may have to be no later than an expression says, which sees the other fields', () => {
    const lead = { type: 'datetime', subtype: 'datetime', key: 'lead' };
    const latest = { properties: { latest: '= if lead = null or lead = "" then caseDue else lead', other: 'x' } };
    const part = (x: string, given: JsonObject = {}, subtype = 'datetime') =>
      submit([lead, field('datetime', { subtype, ...latest })], { x, ...given });
    expect(part('2026-12-20T09:00', { lead: '2026-12-13T16:00' })).toEqual(['x: forms.too-late']);
    expect(part('2026-12-13T16:00', { lead: '2026-12-13T09:00Z' })).toMatchObject({ x: '2026-12-13T09:00:00.000Z' });
    expect(part('2026-12-13T16:01', { lead: '2026-12-13T09:00Z' })).toEqual(['x: forms.too-late']);
    expect(part('2026-12-20', { lead: '2026-12-19T23:00' }, 'date')).toEqual(['x: forms.too-late']);
    expect(part('2026-12-19', { lead: '2026-12-19T00:30' }, 'date')).toMatchObject({ x: '2026-12-19' });
    expect(part('2026-12-20T09:00')).toMatchObject({ lead: null }); // nobody has said until when
    expect(part('2026-12-20T09:00', { lead: 'thứ sáu' })).toEqual(['lead: forms.datetime']);
  });

  it.each([
    ['date', '2026-12-14', 'ngày 2026-12-13'],
    ['datetime', '2026-12-13T16:01', '16:00 ngày 2026-12-13'],
  ])('a %s that is too late is told until when it may be, at the office', (subtype, x, until) => {
    const limited = field('datetime', { subtype, properties: { latest: '= "2026-12-13T09:00:00Z"' } });
    const { form } = parseForm(JSON.stringify({ id: 'form', components: [limited] }));
    expect(validateSubmission(form, { x }, context, env)).toMatchObject({ findings: [{ mend: `Hãy chọn muộn nhất là ${until}.` }] });
  });
});

describe('fields that people cannot change', () => {
  it.each([{ disabled: true }, { readonly: true }, { readonly: '= leadUnit = "QLCN"' }])(
    '%j keep the value of the case',
    (lock) => {
      const subject = { type: 'textfield', key: 'subject', ...lock };
      expect(submit([subject], { subject: 'Khác' })).toEqual({ subject: 'Xin ý kiến' });
    },
  );

  it('take their default where the case has no value, else nothing', () => {
    expect(submit([field('textfield', { disabled: true, defaultValue: 'a' })], {})).toEqual({ x: 'a' });
    expect(submit([field('textfield', { disabled: true })], { x: 'a' })).toEqual({});
  });
});

describe('fields that are hidden', () => {
  const decision = { type: 'radio', key: 'decision', values: [{ value: 'approve' }, { value: 'return' }] };
  const comment = field('textarea', { ...required, conditional: { hide: '= decision = "approve"' } });

  it('are not required and are dropped', () => {
    expect(submit([decision, comment], { decision: 'approve', x: 'thừa' })).toEqual({ decision: 'approve' });
    expect(submit([decision, comment], { decision: 'return' })).toEqual(['x: forms.required']);
  });

  it('are hidden with their group, and count as empty for the conditions after them', () => {
    const group = {
      type: 'group',
      conditional: { hide: '= decision = "approve"' },
      components: [field('textfield', required)],
    };
    const after = {
      type: 'textfield',
      key: 'after',
      validate: { required: true },
      conditional: { hide: '= x = null' },
    };
    expect(submit([decision, group, after], { decision: 'approve', x: 'a' })).toEqual({ decision: 'approve' });
  });
});
