import type { EngineState } from '#engine';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { deployProcesses, getInstance, listVariableChanges, startInstance } from '../index.js';
import { readTimedInstances } from './timed-instances.js';
import { writeVariables } from './write-due-times.js';

let opened: TestDatabase;
let runtime: TestExecutor;
beforeAll(async () => {
  opened = await createTestDatabase();
  runtime = createTestExecutor(opened.database);
  const resources = [{ name: 'read.bpmn', content: Buffer.from(bpmn('read', sequence(userTask('task'), 'task'))) }];
  await runtime.executor.execute(deployProcesses, { resources }, runtime.as('namcn'));
});
afterAll(() => opened.close());

const start = async () =>
  (await runtime.executor.execute(startInstance, { key: 'read', variables: { due: 'early' } }, runtime.as('namcn'))).instanceId;
/** Sets the variable in instances that were read, of which some have moved before it is written. */
const setDue = (ids: readonly string[], moved: readonly string[]) =>
  runtime.executor.execute(
    {
      name: 'runtime.write-for-test',
      run: async (context) => {
        context.nothingChanged();
        const read = await readTimedInstances(context.tx, ids, { lock: true });
        await context.tx.execute('update process_instance set revision = revision + 1 where id = any($1::uuid[])', [moved]);
        writeVariables(context, read.map(({ instance }) => ({ before: instance, state: withDue(instance.state, 'late') })));
      },
    },
    undefined,
    runtime.as('namcn'),
  );
const known = async (id: string) => {
  const { variables } = await getInstance(opened.database, id);
  const { items } = await listVariableChanges(opened.database, id, { limit: 10 });
  const [{ revision }] = (await opened.database.query('select revision from process_instance where id = $1', [id])) as [{ revision: number }];
  return { due: variables['due'], changes: items.filter(({ name }) => name === 'due').length, revision };
};

it('variables are written with their history, each instance under its next revision', async () => {
  const ids = [await start(), await start()];
  await setDue(ids, []);
  for (const id of ids) expect(await known(id)).toEqual({ due: 'late', changes: 2, revision: 2 });
});

it('an instance that has moved since it was read is refused by name, and nothing is written of any', async () => {
  const [stands, moves] = [await start(), await start()];
  await expect(setDue([stands, moves], [moves])).rejects.toThrow(`Process instance ${moves} has moved since it was read`);
  for (const id of [stands, moves]) expect(await known(id)).toEqual({ due: 'early', changes: 1, revision: 1 });
});

function withDue(state: EngineState, due: string): EngineState {
  const [process, ...others] = state.instances;
  return { ...state, instances: [{ ...process!, variables: { ...process!.variables, due } }, ...others] };
}
