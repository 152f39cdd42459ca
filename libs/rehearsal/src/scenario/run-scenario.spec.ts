import { join } from 'node:path';
import { modelOf, readModelFile } from '../model/read-model.js';
import { bpmn, folderOf } from '../testing/play.js';
import { coverageOf } from './coverage.js';
import { readScenarios } from './read-scenarios.js';
import { runScenario, type ScenarioResult } from './run-scenario.js';

const zone = 'Asia/Ho_Chi_Minh';
const model = bpmn(`<startEvent id="S"/><userTask id="Draft" camunda:candidateGroups="staff" camunda:dueDate="= dueAt"/>
  <exclusiveGateway id="G" default="G_Sign"/><userTask id="Sign" camunda:assignee="= signer"/>
  <serviceTask id="Issue" camunda:type="external" camunda:topic="issue"/><endEvent id="E"/><endEvent id="Dropped"/>
  S > Draft
  Draft > G
  G > Sign
  Sign > Issue
  Issue > E
  <sequenceFlow id="G_Dropped" sourceRef="G" targetRef="Dropped"><conditionExpression xsi:type="tFormalExpression">= drop</conditionExpression></sequenceFlow>`);

const head = `people:
  anh: [staff]
  bao: [leader]
variables: { dueAt: 2026-01-06T10:00:00.000Z, signer: bao, drop: false, number: 6 }
services:
  issue: { number: = number + 1 }
scenarios:
  - name: x
    steps:
`;

/** Plays the steps, which begin on line 10. */
async function play(...steps: string[]): Promise<ScenarioResult> {
  const file = await readModelFile(join(folderOf({ 'm.bpmn': model }), 'm.bpmn'));
  const text = head + steps.map((step) => `      - ${step}\n`).join('');
  const [scenario] = readScenarios(text, { file: 's.yaml', zone }).scenarios;
  return runScenario(await modelOf([file]), scenario!, { zone });
}

const draft = '{ complete: Draft, as: anh }';
const sign = '{ complete: Sign, as: bao }';

it('holds when everything is as it says', async () => {
  const { failure } = await play(
    'expect: { onlyOpen: [Draft], due: { Draft: 2026-01-06T17:00:00+07:00 }, ended: false }',
    draft,
    'expect: { open: [Sign], notOpen: [Draft], due: { Sign: null } }',
    sign,
    'expect: { ended: true, outcome: completed, variables: { number: 7, other: null } }',
  );
  expect(failure).toBeUndefined();
});

it.each([
  ['open: [Sign]', 'open', 'Sign', 'Draft'],
  ['open: [Draft, Draft]', 'open', 'Draft, Draft', 'Draft'],
  ['onlyOpen: []', 'only open', 'nothing', 'Draft'],
  ['notOpen: [Draft]', 'not open', 'Draft', 'Draft'],
  ['ended: true', 'ended', 'true', 'false'],
  ['outcome: completed', 'outcome', '"completed"', 'null'],
  ['variables: { signer: anh }', 'variable signer', '"anh"', '"bao"'],
  ['due: { Draft: null }', 'due date of Draft', 'none', '2026-01-06T10:00:00.000Z'],
  ['due: { Sign: 2026-01-06T10:00:00Z }', 'due date of Sign', '2026-01-06T10:00:00.000Z', 'no such task is open'],
])('tells where %s does not hold, and what is so instead', async (claim, of, expected, found) => {
  expect((await play(`expect: { ${claim} }`)).failure).toEqual({
    file: 's.yaml',
    line: 10,
    differences: [{ of, expected, found }],
    open: ['Draft'],
    trace: [
      { activity: 'S', event: 'start' },
      { activity: 'S', event: 'end' },
      { activity: 'Draft', event: 'start' },
    ],
  });
});

it.each([
  ['a task of other people', ['{ complete: Draft, as: bao }'], 10, 'bao may not see Draft: it is for staff.'],
  ['a task that is assigned to somebody else', [draft, '{ complete: Sign, as: anh }'], 11, 'anh may not see Sign: it is for bao.'],
  ['what is not open', [draft, draft], 11, 'nothing is open for Draft. Open: Sign.'],
])('fails at the line that reaches for %s', async (_, steps, line, error) => {
  expect((await play(...steps)).failure).toMatchObject({ line, error });
});

it('fails where the model cannot go on, without leaving out a script as a trace would', async () => {
  const { failure } = await play('{ complete: Draft, as: anh, variables: { drop: maybe } }');
  expect(failure?.error).toContain('condition of G_Dropped');
});

it('counts elements and flows of all scenarios, and lists what none has reached', async () => {
  const file = await readModelFile(join(folderOf({ 'm.bpmn': model }), 'm.bpmn'));
  const { graph } = file.processes[0]!;
  const first = (await play(draft)).history;
  expect(coverageOf(graph, [first])).toEqual({
    process: 'P',
    elements: { reached: 4, all: 7 },
    flows: { reached: 3, all: 6 },
    percent: 53,
    neverReached: ['Issue', 'E', 'Dropped', 'Sign_Issue', 'Issue_E', 'G_Dropped'],
  });
  const dropped = (await play('{ complete: Draft, as: anh, variables: { drop: true } }')).history;
  const signed = (await play(draft, sign)).history;
  expect(coverageOf(graph, [first, dropped, signed])).toMatchObject({ percent: 100, neverReached: [] });
});

it('counts a flow that bears no probe once both its ends are reached: behind an event-based, before a complex gateway', async () => {
  const text = bpmn(`<startEvent id="S"/><eventBasedGateway id="G"/>
    <intermediateCatchEvent id="Holds"><conditionalEventDefinition><condition xsi:type="tFormalExpression">= go</condition></conditionalEventDefinition></intermediateCatchEvent>
    <intermediateCatchEvent id="Late"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <userTask id="U"/><complexGateway id="C"/><endEvent id="E"/>
    S > G
    G > Holds
    G > Late
    Holds > U
    U > C
    C > E`);
  const file = await readModelFile(join(folderOf({ 'm.bpmn': text }), 'm.bpmn'));
  const model = await modelOf([file]);
  const missed = async (...steps: string[]) => {
    const yaml = `variables: { go: true }\nscenarios: [{ name: x, steps: [${steps.join(', ')}] }]`;
    const { history, failure } = await runScenario(model, readScenarios(yaml, { file: 's.yaml', zone }).scenarios[0]!, { zone });
    expect(failure).toBeUndefined();
    return coverageOf(file.processes[0]!.graph, [history]).neverReached;
  };
  expect(await missed()).toEqual(['Late', 'C', 'E', 'G_Late', 'U_C', 'C_E']);
  expect(await missed('{ complete: U }')).toEqual(['Late', 'G_Late']);
});
