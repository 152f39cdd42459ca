import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../../test/support/run-command.js';
import { testCommand } from './test.js';

const root = mkdtempSync(join(tmpdir(), 'congvan-processes-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'p', 'scenarios'), { recursive: true });
writeFileSync(
  join(root, 'p', 'p.bpmn'),
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test" id="D">
  <process id="p" isExecutable="true"><startEvent id="S"/><userTask id="U"/><sequenceFlow id="F" sourceRef="S" targetRef="U"/>
  </process></definitions>`,
);
const scenarios = (text: string) => writeFileSync(join(root, 'p', 'scenarios', 'a.yaml'), text);

beforeAll(() => {
  process.env['PROCESSES_DIR'] = root;
});
afterAll(() => {
  delete process.env['PROCESSES_DIR'];
});

it('lists the scenarios and what they cover', async () => {
  scenarios('scenarios:\n  - name: Làm xong\n    steps:\n      - complete: U\n      - expect: { ended: true }\n');
  const { output, exitCode } = await runCommand(testCommand);
  expect(exitCode).toBe(0);
  expect(output).toContain('✓ Làm xong');
  expect(output).toContain('p: 100 % covered (2 of 2 elements, 1 of 1 flows)');
});

it('shows where a scenario fails, what was expected and what is so', async () => {
  scenarios('scenarios:\n  - name: Chưa xong\n    steps:\n      - expect: { ended: true }\n');
  const { output, exitCode } = await runCommand(testCommand, 'p');
  expect(exitCode).toBe(1);
  expect(output).toContain(`✗ Chưa xong
    ${join(root, 'p', 'scenarios', 'a.yaml')}:4
      ended: expected true
        found false
      open now: U
      last happened: S start, S end, U start`);
});

it('fails where less is covered than asked for, and names what was never reached', async () => {
  scenarios('scenarios: []\n');
  expect((await runCommand(testCommand)).exitCode).toBe(0);
  const { output, exitCode } = await runCommand(testCommand, '--min-coverage', '50');
  expect(exitCode).toBe(1);
  expect(output).toContain('never reached: S, U, F');
});

it('gives machines the same as JSON', async () => {
  scenarios('scenarios:\n  - name: x\n    steps:\n      - complete: V\n');
  const { output } = await runCommand(testCommand, '--json');
  expect(JSON.parse(output)).toMatchObject([
    {
      process: 'p',
      scenarios: [{ name: 'x', line: 2, failure: { line: 4, error: 'nothing is open for V. Open: U.' } }],
      coverage: [{ process: 'p', percent: 100 }],
    },
  ]);
});
