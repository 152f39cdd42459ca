import { deployProcesses, startInstance } from '#runtime';
import { claimTask, completeTask, taskCommands } from '#worklist';
import { handlingTools } from '../support/handling-tools.js';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { oneTask } from './processes.js';
import { type Outcome, runRace } from './race.js';

const STAFF = ['staff', 'staff:QLCN', 'unit:QLCN'];
const DONE: Outcome = { gave: null };
const { handOver, recall, return: giveBack, askOpinions, giveOpinion, withdrawQuestion, recordOpening } = taskCommands(handlingTools({ groupsOf: async () => STAFF }));

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  const content = Buffer.from(oneTask('recalls').replace('candidateGroups="staff"', 'candidateGroups="unit:QLCN"'));
  await office.executor.execute(deployProcesses, { resources: [{ name: 'task.bpmn', content }] }, office.as('designer'));
});
afterAll(() => office.close());

/** A task that lan has handed to hoa. */
async function handedOver() {
  const { executor, database, as } = office;
  const { instanceId } = await executor.execute(startInstance, { key: 'one-task', variables: {} }, as('clerk'));
  const [row] = await database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  const of = { taskId: row!.id, groups: STAFF };
  await executor.execute(claimTask, of, as('lan'));
  await executor.execute(handOver, { ...of, to: 'hoa', reason: 'Đi công tác.' }, as('lan'));
  return {
    opens: () => executor.execute(recordOpening, of, as('hoa')),
    completes: () => executor.execute(completeTask, { ...of, variables: {}, formData: {} }, as('hoa')),
    returns: () => executor.execute(giveBack, { ...of, reason: 'Bận.' }, as('hoa')),
    asks: async () => {
      const input = { ...of, people: ['minh'], question: 'Đúng chưa?', dueAt: office.inHours(24) };
      const [consultationId] = (await executor.execute(askOpinions, input, as('hoa'))).ids;
      const question = { consultationId: consultationId!, groups: STAFF };
      return {
        isAnswered: () => executor.execute(giveOpinion, { ...question, answer: 'Đúng.' }, as('minh')),
        isWithdrawn: () => executor.execute(withdrawQuestion, question, as('hoa')),
      };
    },
    isRecalled: () => executor.execute(recall, of, as('lan')),
    holder: async () => (await database.query<{ assignee: string }>('select assignee from user_task where id = $1', [of.taskId]))[0]!.assignee,
    acts: async () => {
      const rows = await database.query<{ act: string }>('select act from task_handling where task_id = $1 order by number', [of.taskId]);
      return rows.map(({ act }) => act);
    },
  };
}

describe('a receiver who opens what its giver takes back at the same time', () => {
  it('keeps it where he was first', async () => {
    const { opens, isRecalled, holder } = await handedOver();
    const outcomes = await runRace(office.database, { first: opens, second: isRecalled });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-opened' }]);
    expect(await holder()).toBe('hoa');
  });

  it('has not opened it where the giver was first', async () => {
    const { opens, isRecalled, holder } = await handedOver();
    const outcomes = await runRace(office.database, { first: isRecalled, second: opens });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-forbidden' }]);
    expect(await holder()).toBe('lan');
  });

  it('has opened it where the taking back came to nothing', async () => {
    const { opens, isRecalled } = await handedOver();
    const outcomes = await runRace(office.database, { first: isRecalled, second: opens, firstFails: true });
    expect(outcomes[1]).toEqual(DONE);
    await expect(isRecalled()).rejects.toMatchObject({ code: 'worklist.task-opened' });
  });
});

describe('what is taken back', () => {
  it('is not done by the one who has it no longer', async () => {
    const { completes, isRecalled, holder } = await handedOver();
    const outcomes = await runRace(office.database, { first: isRecalled, second: completes });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-forbidden' }]);
    expect(await holder()).toBe('lan');
  });

  it('twice at once, or while it is returned, is passed on once', async () => {
    const twice = await handedOver();
    const outcomes = await runRace(office.database, { first: twice.isRecalled, second: twice.isRecalled });
    expect(outcomes).toEqual([DONE, { refused: 'worklist.task-forbidden' }]);
    const returned = await handedOver();
    expect(await runRace(office.database, { first: returned.returns, second: returned.isRecalled })).toEqual([
      DONE,
      { refused: 'worklist.task-forbidden' },
    ]);
    expect([await twice.acts(), await returned.acts()]).toEqual([
      ['handed-over', 'recalled'],
      ['handed-over', 'returned'],
    ]);
  });
});

describe('a question that is answered and withdrawn at the same time', () => {
  it('stays answered where the answer was first, and withdrawn where that was', async () => {
    const answered = await (await handedOver()).asks();
    const [, late] = await runRace(office.database, { first: answered.isAnswered, second: answered.isWithdrawn });
    expect(late).toEqual({ refused: 'worklist.consultation-closed' });
    const withdrawn = await (await handedOver()).asks();
    const [first, second] = await runRace(office.database, { first: withdrawn.isWithdrawn, second: withdrawn.isAnswered });
    expect([first, second]).toEqual([DONE, { refused: 'worklist.consultation-closed' }]);
  });

  it('counts as an opening by who asks: the task is not taken back from him', async () => {
    const { asks, isRecalled } = await handedOver();
    await asks();
    await expect(isRecalled()).rejects.toMatchObject({ code: 'worklist.task-opened' });
  });
});
