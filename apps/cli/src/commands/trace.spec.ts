import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli-command.js';
import { runCommand } from '../../../../test/support/run-command.js';
import { traceCommand } from './trace.js';

const folder = mkdtempSync(join(tmpdir(), 'congvan-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const model = file(
  'model.bpmn',
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test" id="D">
  <process id="P" isExecutable="true"><startEvent id="S"/><userTask id="U"/><endEvent id="E"/>
  <sequenceFlow id="a" sourceRef="S" targetRef="U"/><sequenceFlow id="b" sourceRef="U" targetRef="E"/></process></definitions>`,
);
const script = file('script.json', '{"variables":{"a":1},"steps":[{"complete":"U","variables":{"b":2}}]}');

it.each(['congvan', 'reference'])('prints what happened on %s as one JSON object and nothing else', async (engine) => {
  const { output, exitCode } = await runCommand(traceCommand, model, script, '--engine', engine);
  expect(exitCode).toBe(0);
  expect(JSON.parse(output)).toEqual({
    trace: ['S', 'U', 'E'].flatMap((activity) => [
      { activity, event: 'start' },
      { activity, event: 'end' },
    ]),
    open: [],
    ended: true,
    outcome: 'completed',
    variables: { a: 1, b: 2 },
    error: null,
  });
});

it('prints the trace so far and exits with 1 when a step cannot be done', async () => {
  const wrong = file('wrong.json', '{"steps":[{"complete":"V"}]}');
  const { output, exitCode } = await runCommand(traceCommand, model, wrong);
  expect(exitCode).toBe(1);
  expect(JSON.parse(output)).toMatchObject({ open: ['U'], error: { message: 'nothing is open for V. Open: U.' } });
});

it.each([
  ['no script', [model]],
  ['a file that is not there', [join(folder, 'none.bpmn'), script]],
  ['a script that is none', [model, file('bad.json', '{"steps":[{}]}')]],
  ['an engine that there is not', [model, script, '--engine', 'other']],
])('refuses %s as unusable arguments', async (_, args) => {
  await expect(runCommand(traceCommand, ...args)).rejects.toThrow(UsageError);
});
