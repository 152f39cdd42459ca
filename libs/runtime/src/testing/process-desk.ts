import type { JsonObject } from '#foundation';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { DeploymentResult, JobHandler } from '../index.js';
import { completeUserTask, deployProcesses, startInstance } from '../index.js';

export interface OpenTask {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
}

/** A runtime with a database of its own, and the few things that the specs of this lib do with processes. */
export interface ProcessDesk extends TestOffice {
  deploy(files: Readonly<Record<string, string>>): Promise<DeploymentResult>;
  /** Starts the latest version of a process with the business key `case-1`; gives the instance id. */
  start(key: string, variables?: JsonObject): Promise<string>;
  openTasks(instanceId: string): Promise<OpenTask[]>;
  complete(taskId: string, variables?: JsonObject, login?: string): Promise<void>;
}

export async function openProcessDesk(handlers: readonly JobHandler[] = []): Promise<ProcessDesk> {
  const office = await openTestOffice({ handlers });
  const { executor, database, as } = office;
  return {
    ...office,
    deploy: (files) => {
      const resources = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }));
      return executor.execute(deployProcesses, { resources }, as('namcn'));
    },
    start: async (key, variables = {}) =>
      (await executor.execute(startInstance, { key, variables, businessKey: 'case-1' }, as('vanthu'))).instanceId,
    openTasks: (instanceId) =>
      database.query(
        `select id, name, candidate_groups as groups from user_task
         where instance_id = $1 and status = 'open' order by activity_key`,
        [instanceId],
      ),
    complete: (taskId, variables = {}, login = 'vanthu') =>
      executor.execute(completeUserTask, { taskId, variables }, as(login)),
  };
}
