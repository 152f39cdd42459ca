import { testLogger } from '../../../../test/support/database.js';
import { DefinitionStore } from '../definitions/definition-store.js';
import { historyUpkeep } from '../index.js';
import { bpmn, sequence } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  const short = bpmn('short', sequence('<manualTask id="noted"/>', 'noted'));
  await desk.deploy({ 'short.bpmn': short.replace('<process', '$& camunda:historyTimeToLive="1"') });
});
afterAll(() => desk.close());

const upkeep = () => {
  const { executor, database } = desk;
  return historyUpkeep({ executor, database, definitions: new DefinitionStore(), logger: testLogger });
};
const hasMonthOf = async (instant: Date) => {
  const part = `activity_history_${instant.toISOString().slice(0, 7).replace('-', '_')}`;
  const [row] = await desk.database.query<{ there: boolean }>('select to_regclass($1) is not null as there', [part]);
  return row!.there;
};
const instances = async () => (await desk.database.query('select from process_instance')).length;

describe('a worker', () => {
  it('makes the months of the history ahead and deletes what is over as it starts', async () => {
    await desk.start('short');
    desk.clock.advance(100 * 86_400_000);
    expect(await hasMonthOf(desk.clock.now())).toBe(false);
    const keeper = upkeep();
    keeper.start();
    while ((await instances()) > 0);
    await keeper.stop();
    expect(await hasMonthOf(desk.clock.now())).toBe(true);
  });

  it('goes on where its upkeep fails, and says so', async () => {
    const warn = jest.spyOn(testLogger, 'warn');
    await desk.database.query('alter table variable_history_default rename to hidden');
    try {
      const keeper = upkeep();
      keeper.start();
      await keeper.stop();
      expect(warn).toHaveBeenCalledWith(expect.objectContaining({ code: 'runtime.history-upkeep-failed' }));
    } finally {
      warn.mockRestore();
      await desk.database.query('alter table hidden rename to variable_history_default');
    }
  });
});
