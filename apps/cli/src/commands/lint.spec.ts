import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli-command.js';
import { runCommand } from '../../../../test/support/run-command.js';
import { lintCommand } from './lint.js';

const folder = mkdtempSync(join(tmpdir(), 'congvan-lint-'));
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
