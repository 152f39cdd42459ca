import { newId } from '#foundation';
import {
  cancelInstance,
  completeUserTask,
  correlateMessage,
  DefinitionStore,
  deployProcesses,
  getInstance,
  JobHandlerRegistry,
  JobRunner,
  listActivities,
  migrateInstances,
  startInstance,
  suspendInstance,
} from '#runtime';
import { claimTask } from '#worklist';
import { testLogger } from '../support/database.js';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { parallelWork, WORK_TOPIC } from './processes.js';

/** What may happen to a case in which everything is open at once: `parallelWork`, more than an hour after its start. */
export type Move =
  | 'claim the draft'
  | 'complete the draft'
  | 'the draft is late'
  | 'the answer arrives'
  | 'no answer came'
  | 'the service is done'
  | 'cancel'
  | 'suspend'
  | 'migrate';

export interface ManyMoves {
  make(move: Move): Promise<unknown>;
  /** The case as people and operators see it, without ids and instants. */
  look(): Promise<object>;
}

export interface MovesOffice extends TestOffice {
  /** A case of its own, with everything due. */
  openCase(): Promise<ManyMoves>;
}

const HANDLERS = [{ topic: WORK_TOPIC, handle: async () => ({ output: { worked: true } }) }];
const GROUPS = ['staff'];

export async function openMovesOffice(): Promise<MovesOffice> {
  const office = await openTestOffice({ handlers: HANDLERS });
  const deploy = async (name: string): Promise<string> => {
    const resources = [{ name: 'work.bpmn', content: Buffer.from(parallelWork(name)) }];
    return (await office.executor.execute(deployProcesses, { resources }, office.as('designer'))).definitions[0]!.id;
  };
  // Cases begin in the latest version, so the one that they can be taken to comes first.
  const to = await deploy('other version');
  const from = await deploy('version of the case');
  return { ...office, openCase: () => openCase(office, { from, to }) };
}

async function openCase(office: TestOffice, versions: { from: string; to: string }): Promise<ManyMoves> {
  const { executor, database, as } = office;
  const order = newId();
  const { instanceId } = await executor.execute(startInstance, { key: 'work', variables: { order } }, as('clerk'));
  office.clock.advance(3_700_000);
  const find = async (sql: string): Promise<string> => (await database.query<{ id: string }>(sql, [instanceId]))[0]!.id;
  const taskId = await find(`select id from user_task where instance_id = $1 and element_id = 'draft'`);
  const jobAt = (element: string) => find(`select id from job where instance_id = $1 and element_id = '${element}'`);
  const [late, silence, service] = [await jobAt('late'), await jobAt('silence'), await jobAt('service')];
  const deliver = (jobId: string) => newWorker(office).run(jobId);

  const moves: Record<Move, () => Promise<unknown>> = {
    'claim the draft': () => executor.execute(claimTask, { taskId, groups: GROUPS }, as('lan')),
    'complete the draft': () => executor.execute(completeUserTask, { taskId, variables: { drafted: true } }, as('hoa')),
    'the draft is late': () => deliver(late),
    'the answer arrives': () =>
      executor.execute(correlateMessage, { message: 'answer.arrived', correlationKey: order }, as('mail')),
    'no answer came': () => deliver(silence),
    'the service is done': () => deliver(service),
    cancel: () => executor.execute(cancelInstance, { instanceId, reason: 'test' }, as('admin')),
    suspend: () => executor.execute(suspendInstance, { instanceId, timers: 'keep-due', reason: 'test' }, as('admin')),
    migrate: () =>
      migrateInstances(
        { executor, database, definitions: new DefinitionStore() },
        { ...versions, instanceIds: [instanceId], limit: 1 },
        as('admin'),
      ),
  };
  return {
    make: async (move) => withoutIds(await moves[move](), instanceId),
    look: async () => withoutIds(await lookAt(office, instanceId, order), instanceId),
  };
}

/** A worker process of its own. */
export function newWorker({ executor }: TestOffice): JobRunner {
  const handlers = new JobHandlerRegistry(HANDLERS);
  return new JobRunner({ executor, handlers, logger: testLogger, leaseSeconds: 30 });
}

async function lookAt({ database }: TestOffice, instanceId: string, order: string): Promise<object> {
  const { status, suspendedAt, definitionVersion, variables, activeActivities, waitsFor } = await getInstance(database, instanceId);
  const history = await listActivities(database, instanceId, { limit: 100 });
  return {
    status,
    suspended: suspendedAt !== null,
    definitionVersion,
    variables: { ...variables, order: variables['order'] === order },
    standsAt: activeActivities.map(({ elementId }) => elementId).sort(),
    messages: waitsFor.messages.map(({ elementId }) => elementId),
    history: history.items
      .map(({ elementId, endedAt, cancelled }) => `${elementId} ${endedAt === null ? 'open' : cancelled ? 'cancelled' : 'ended'}`)
      .sort(),
    tasks: await database.query(
      'select element_id, status, assignee, completed_by from user_task where instance_id = $1 order by element_id',
      [instanceId],
    ),
    jobs: await database.query(
      `select element_id, status, attempt, lease_owner is not null as leased from job where instance_id = $1 order by element_id`,
      [instanceId],
    ),
    audit: await database.query(
      `select action, count(*) as entries from audit_entry
       where subject_id = $1 or subject_id in (select id::text from user_task where instance_id = $1::uuid)
       group by action order by action`,
      [instanceId],
    ),
  };
}

function withoutIds(value: unknown, instanceId: string): never {
  return JSON.parse((JSON.stringify(value) ?? 'null').replaceAll(instanceId, 'the case')) as never;
}
