import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../../test/support/run-command.js';
import { rehearseCommand } from './rehearse.js';

const folder = mkdtempSync(join(tmpdir(), 'congvan-rehearse-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const model = (flows: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test" id="D">
  <process id="P" isExecutable="true"><startEvent id="S"/><parallelGateway id="G"/><userTask id="U"/>
  <sequenceFlow id="a" sourceRef="S" targetRef="G"/>${flows}</process></definitions>`;
const once = file('once.bpmn', model('<sequenceFlow id="b" sourceRef="G" targetRef="U"/>'));
const twice = file(
  'twice.bpmn',
  model('<sequenceFlow id="b" sourceRef="G" targetRef="U"/><sequenceFlow id="c" sourceRef="G" targetRef="U"/>'),
);
const scenario = file('s.yaml', 'scenarios:\n  - name: Một việc\n    steps: [{ complete: U }]\n');

it('shows both traces side by side, and says nothing where the engines agree', async () => {
  const { output, exitCode } = await runCommand(rehearseCommand, once, scenario);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^Một việc\n {2}2: start\n/);
  expect(output).toMatch(/^ {6}U end +\| {3}U end$/m);
  expect(output).not.toContain('≠');
});

it('marks what differs and exits with 1', async () => {
  const { output, exitCode } = await runCommand(rehearseCommand, twice, scenario);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/^ {4}≠ U start/m);
  expect(output).toContain('≠ open: U, U ≠ U');
});

it.each([
  ['what is expected is not so', '{ expect: { onlyOpen: [V] } }', /^ {2}✗ only open: expected V, found U$/m],
  ['neither engine can do a step', '{ complete: V }', /^ {2}✗ neither engine can do this: nothing is open for V\. Open: U\.$/m],
])('exits with 1 where %s', async (_, step, line) => {
  const failing = file('failing.yaml', `scenarios:\n  - name: x\n    steps: [${step}]\n`);
  const { output, exitCode } = await runCommand(rehearseCommand, once, failing);
  expect(exitCode).toBe(1);
  expect(output).toMatch(line);
});
