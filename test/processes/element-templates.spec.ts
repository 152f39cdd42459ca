import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProcesses } from '#bpmn';
import { readProcessFolder } from '#runtime';
import { bpmn, sequence } from '../support/bpmn-text.js';

/** What the templates of Camunda Modeler let a designer write is what the compiler reads. */

interface Template {
  readonly name: string;
  readonly appliesTo: readonly string[];
  readonly properties: readonly {
    readonly binding: { readonly type: string; readonly name: string };
    readonly constraints?: { readonly pattern?: { readonly value: string } };
  }[];
}

const file = join('processes', '.camunda', 'element-templates', 'handling-time.json');
const templates = JSON.parse(readFileSync(file, 'utf8')) as Template[];

const ELEMENTS: Readonly<Record<string, (properties: string) => string>> = {
  'bpmn:UserTask': (properties) => `<userTask id="T" camunda:assignee="an">${properties}</userTask>`,
  'bpmn:IntermediateCatchEvent': (properties) =>
    `<intermediateCatchEvent id="T">${properties}<timerEventDefinition/></intermediateCatchEvent>`,
};

/** Codes of what is found in a model whose element has a value in one of the fields. */
async function codesFor(element: string, name: string, value: string): Promise<(string | undefined)[]> {
  const fields = { handlingTime: 'P1D', [name]: value };
  const values = Object.entries(fields).map(([field, text]) => `<camunda:property name="${field}" value="${text}"/>`);
  const properties = `<extensionElements><camunda:properties>${values.join('')}</camunda:properties></extensionElements>`;
  const text = bpmn('P', sequence(ELEMENTS[element]!(properties), 'T'));
  const { findings } = await readProcesses(text, { file: 'template.bpmn' });
  return findings.map(({ code }) => code);
}

describe.each(templates)('the element template «$name»', ({ appliesTo, properties }) => {
  it('writes properties that are read', () => {
    expect(properties.map(({ binding }) => binding)).toEqual([
      { type: 'camunda:property', name: 'handlingTime' },
      { type: 'camunda:property', name: 'handlingTimeFrom' },
      { type: 'camunda:property', name: 'handlingCalendar' },
    ]);
  });

  it.each([
    ['handlingTime', ['P2D', 'PT8H', 'P1DT4H', 'P1W', '-PT4H', '= limit', '2 ngày', 'P', 'PT', 'P1M', 'P1Y', 'P1.5D']],
    ['handlingTimeFrom', ['= receivedAt', '2026-11-20']],
  ])('takes in %s what can be deployed and nothing else', async (name, values) => {
    const { constraints } = properties.find(({ binding }) => binding.name === name)!;
    const pattern = new RegExp(constraints!.pattern!.value);
    for (const value of values) {
      const codes = await codesFor(appliesTo[0]!, name, value);
      expect([value, codes]).toEqual([value, pattern.test(value) ? [] : expect.arrayContaining(['bpmn.bad-handling-time'])]);
    }
  });
});

it('templates are not deployed', async () => {
  const deployed = await readProcessFolder('processes');
  expect(deployed.filter(({ name }) => name.startsWith('.'))).toEqual([]);
});
