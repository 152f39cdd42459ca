import { deployProcesses, type DeploymentResult } from '#runtime';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { called, caller, oneTask } from './processes.js';
import { runRace } from './race.js';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({ processes: { 'task.bpmn': oneTask('first') } });
});
afterEach(() => office.close());

const deploy = (text: string) => async () => {
  const resources = [{ name: 'process.bpmn', content: Buffer.from(text) }];
  return versions(await office.executor.execute(deployProcesses, { resources }, office.as('designer')));
};
const versions = ({ definitions }: DeploymentResult) =>
  definitions.map(({ key, version, unchanged }) => `${key} ${version}${unchanged ? ' unchanged' : ''}`);

describe('two deployments at the same time', () => {
  it('of one process get one version each', async () => {
    const race = { first: deploy(oneTask('second')), second: deploy(oneTask('third')) };
    expect(await runRace(office.database, race)).toEqual([{ gave: ['one-task 2'] }, { gave: ['one-task 3'] }]);
  });

  it('of one content make one version', async () => {
    const race = { first: deploy(oneTask('second')), second: deploy(oneTask('second')) };
    expect(await runRace(office.database, race)).toEqual([{ gave: ['one-task 2'] }, { gave: ['one-task 2 unchanged'] }]);
  });

  it('leave no gap in the versions when the first fails', async () => {
    const race = { first: deploy(oneTask('second')), second: deploy(oneTask('third')), firstFails: true };
    expect((await runRace(office.database, race))[1]).toEqual({ gave: ['one-task 2'] });
  });

  it('of a process and of one that calls it: the second sees the first', async () => {
    const race = { first: deploy(called), second: deploy(caller) };
    expect(await runRace(office.database, race)).toEqual([{ gave: ['called 1'] }, { gave: ['caller 1'] }]);
  });

  it('of a process that fails and of one that calls it: the second is refused', async () => {
    const race = { first: deploy(called), second: deploy(caller), firstFails: true };
    expect((await runRace(office.database, race))[1]).toEqual({ refused: 'runtime.deployment-refused' });
  });
});
