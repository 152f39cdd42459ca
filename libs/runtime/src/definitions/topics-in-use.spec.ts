import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { JobHandler } from '../worker/job-handler.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { DefinitionStore } from './definition-store.js';
import { topicsInUse } from './topics-in-use.js';

const count: JobHandler = { topic: 'count', handle: () => Promise.resolve({}) };

let office: TestOffice;
let definitions: DefinitionStore;
let compiled: jest.SpyInstance;

beforeAll(async () => {
  office = await openTestOffice({
    handlers: [count],
    processes: {
      'counts.bpmn': bpmn('counts', sequence(serviceTask('one', 'count'), 'one')),
      'waits.bpmn': bpmn('waits', sequence('<task id="nothing"/>', 'nothing')),
    },
  });
});
afterAll(() => office.close());

/** A start of the program: nothing is compiled yet. */
beforeEach(() => {
  definitions = new DefinitionStore();
  compiled = jest.spyOn(definitions, 'graph');
});

const IN_USE = [{ topic: 'count', processKey: 'counts', element: 'one' }];

it('the first start after a deployment reads the topics out of the models, the next knows them', async () => {
  expect(await topicsInUse(office.database, definitions)).toEqual(IN_USE);
  expect(compiled).toHaveBeenCalledTimes(2);
  compiled.mockClear();
  expect(await topicsInUse(office.database, definitions)).toEqual(IN_USE);
  expect(compiled).not.toHaveBeenCalled();
});

it('what another release has read otherwise is read again', async () => {
  await office.database.query(`update process_definition set topics = '{"reading": 0, "found": []}'`);
  expect(await topicsInUse(office.database, definitions)).toEqual(IN_USE);
});
