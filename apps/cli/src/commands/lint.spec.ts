import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli-command.js';
import { runCommand } from '../../../../test/support/run-command.js';
import { lintCommand } from './lint.js';

const folder = mkdtempSync(join(tmpdir(), 'congvan-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = (name: string, elements: string) => {
  const file = join(folder, name, `${name}.bpmn`);
  mkdirSync(join(folder, name));
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="urn:test" id="D"><process id="${name}" name="${name}" isExecutable="true">
  <startEvent id="S" name="s"><outgoing>a</outgoing></startEvent>${elements}<endEvent id="E" name="e"><incoming>b</incoming></endEvent>
  <sequenceFlow id="a" sourceRef="S" targetRef="T"/><sequenceFlow id="b" sourceRef="T" targetRef="E"/></process></definitions>`,
  );
  return file;
};
const DECISION = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="duties" name="duties" namespace="test">
  <decision id="duty" name="duty"><variable id="v" name="duty"/><literalExpression id="l"><text>1</text></literalExpression>
  </decision></definitions>`;
const inOut = '<incoming>a</incoming><outgoing>b</outgoing>';
const remind = model(
  'remind',
  `<serviceTask id="T" name="t" camunda:type="external" camunda:topic="notifications.remind">${inOut}</serviceTask>`,
);
const call = model('call', `<callActivity id="T" name="t" calledElement="remind">${inOut}</callActivity>`);

it("finds nothing in the office's own processes", async () => {
  expect(await runCommand(lintCommand)).toEqual({ output: 'Nothing found.\n', exitCode: 0 });
});

it.each([
  ['a topic', 'serviceTask', 'camunda:type="external" camunda:topic="fax.send"', 'No handler serves the topic "fax.send".'],
  ['a called process', 'callActivity', 'calledElement="none"', 'There is no process "none" to call.'],
  ['a decision', 'businessRuleTask', 'camunda:decisionRef="duty"', 'There is no decision "duty".'],
  ['a form', 'userTask', 'camunda:candidateGroups="clerk" camunda:formKey="f"', 'There is no form "f".'],
  ['a role', 'userTask', 'camunda:candidateGroups="boss"', 'There is no role "boss".'],
])('names %s that is not there, the file, the element and the remedy', async (what, type, attributes, message) => {
  const file = model(what.replaceAll(' ', '-'), `<${type} id="T" name="t" ${attributes}>${inOut}</${type}>`);
  const { output, exitCode } = await runCommand(lintCommand, file);
  expect(exitCode).toBe(1);
  expect(output.split('\n').find((line) => line.includes(message))).toMatch(`${file}:T  error  ${message}  → `);
});

it('resolves what the named files give one another', async () => {
  expect((await runCommand(lintCommand, call)).output).toContain('There is no process "remind" to call.');
  expect((await runCommand(lintCommand, call, remind)).output).not.toContain('to call');
});

it('finds calls that begin nothing, and decisions that are not beside the process that binds to them', async () => {
  const rule = model('rule', `<businessRuleTask id="T" name="t" camunda:decisionRef="duty"
    camunda:decisionRefBinding="deployment">${inOut}</businessRuleTask>`);
  const message = '<message id="m" name="come"/>';
  const text = readFileSync(remind, 'utf8').replaceAll('"remind"', '"sleeper"').replace('<process ', `${message}<process `);
  const sleeper = join(folder, 'sleeper.bpmn');
  writeFileSync(sleeper, text.replace('<outgoing>a</outgoing></startEvent>', '<outgoing>a</outgoing><messageEventDefinition messageRef="m"/></startEvent>'));
  const wake = (name: string, binding: string) =>
    model(name, `<callActivity id="T" name="t" calledElement="sleeper" ${binding}>${inOut}</callActivity>`);
  const latest = wake('wake', '');
  const tagged = wake('wake-tagged', 'camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="2"');
  const decision = join(folder, 'duty.dmn');
  writeFileSync(decision, DECISION);
  const { output } = await runCommand(lintCommand, rule, latest, tagged, sleeper, decision);
  expect(output).toContain(`${latest}:T  error  The called process "sleeper" has no start event without a trigger.`);
  expect(output).not.toContain(`${tagged}:T  error`);
  expect(output).toContain(`${rule}:T  error  There is no decision "duty".`);
});

it('finds calls that go round for ever, also through files named apart', async () => {
  const next = (name: string, called: string) =>
    model(name, `<callActivity id="T" name="t" calledElement="${called}">${inOut}</callActivity>`);
  const [ping, pong] = [next('ping', 'pong'), next('pong', 'ping')];
  const { output, exitCode } = await runCommand(lintCommand, ping, pong);
  expect(exitCode).toBe(1);
  expect(output).toContain(`${ping}:T  error  The process calls itself without an end: ping → pong → ping.`);
  expect(output).toContain(`${pong}:T  error  The process calls itself without an end: pong → ping → pong.`);
});

it('gives machines a list, and fails on too many warnings', async () => {
  const file = model('undated', `<userTask id="T" name="t" camunda:candidateGroups="clerk">${inOut}</userTask>`);
  const { output, exitCode } = await runCommand(lintCommand, file, '--json');
  const findings = JSON.parse(output) as { severity: string; element: string; where: string }[];
  expect(findings).not.toEqual([]);
  expect(findings.map(({ severity }) => severity)).not.toContain('error');
  expect(findings[0]).toMatchObject({ where: `${file}:T` });
  expect(exitCode).toBe(0);
  expect((await runCommand(lintCommand, file, '--max-warnings', '0')).exitCode).toBe(1);
});

it('refuses a path that is not there', async () => {
  await expect(runCommand(lintCommand, join(folder, 'none.bpmn'))).rejects.toThrow(UsageError);
});

it('lists file by file, in each the errors first, and counts in good grammar', async () => {
  const undated = `camunda:candidateGroups="clerk"`;
  const both = (name: string) =>
    model(name, `<userTask id="T" name="t" ${undated}>${inOut}</userTask><userTask id="X" name="x" camunda:candidateGroups="boss"/>`);
  const files = [both('zulu'), both('alpha')];
  const { output } = await runCommand(lintCommand, ...files);
  const lines = output.trim().split('\n').slice(0, -1);
  const order = lines.map((each) => `${each.startsWith(files[1]!) ? 1 : 2} ${each.split('  ')[1]}`);
  expect(new Set(order)).toEqual(new Set(['1 error', '1 warning', '2 error', '2 warning']));
  expect(order).toEqual(order.toSorted());
  const single = model('single', `<serviceTask id="T" name="t" camunda:type="external" camunda:topic="none">${inOut}</serviceTask>`);
  expect((await runCommand(lintCommand, single)).output).toMatch(/\n1 error, 0 warnings\.\n$/);
});
