import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bpmn, folderOf } from '../testing/play.js';
import { testProcesses } from './test-processes.js';

const zone = 'Asia/Ho_Chi_Minh';

describe("the office's own processes", () => {
  it('live through all their scenarios, which leave no element and no flow out', async () => {
    const tested = await testProcesses('processes', [], { zone });
    expect(tested.map(({ folder }) => folder)).toEqual([
      'account-lock',
      'account-offboarding',
      'account-onboarding',
      'account-transfer',
      'article-publication',
      'assignment',
      'backup-check',
      'contribution',
      'dormant-mailboxes',
      'incident-escalation',
      'incoming-document',
      'it-report',
      'mailbox-follow',
      'outgoing-document',
      'password-reset',
      'question-answer',
      'reply-required',
      'secret-spill',
      'sla-report',
      'unit-mailbox-change',
      'work-programme',
    ]);
    for (const { results, coverage } of tested) {
      expect(results.flatMap(({ failure }) => failure ?? [])).toEqual([]);
      expect(coverage.flatMap(({ neverReached }) => neverReached)).toEqual([]);
    }
    // Every scenario of every process, by a machine that does other things too.
  }, 120_000);
});

describe('a folder of processes', () => {
  const root = folderOf({});
  const add = (folder: string, text: string, scenarios?: string) => {
    mkdirSync(join(root, folder, 'scenarios'), { recursive: true });
    writeFileSync(join(root, folder, `${folder}.bpmn`), text);
    if (scenarios !== undefined) writeFileSync(join(root, folder, 'scenarios', 'a.yaml'), scenarios);
  };
  add('called', bpmn({ definitions: '<process id="called" isExecutable="true"><userTask id="U"/></process>' }));
  add(
    'calling',
    bpmn({ definitions: '<process id="calling" isExecutable="true"><callActivity id="C" calledElement="called"/></process>' }),
    'scenarios:\n  - name: x\n    steps:\n      - complete: U\n      - expect: { ended: true }\n',
  );

  it('plays each process together with the others, and counts for each what its own scenarios reach', async () => {
    const [called, calling] = await testProcesses(root, [], { zone });
    expect(called).toMatchObject({ folder: 'called', results: [], coverage: [{ percent: 0, neverReached: ['U'] }] });
    expect(calling?.results).toHaveLength(1);
    expect(calling?.results[0]?.failure).toBeUndefined();
    expect(calling?.coverage).toMatchObject([{ process: 'calling', percent: 100 }]);
  });

  it('refuses a name that is none of its folders, and tells which there are', async () => {
    await expect(testProcesses(root, ['caling'], { zone })).rejects.toThrow('is no process folder. There are: called, calling.');
  });
});
