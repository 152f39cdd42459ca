import type { JsonObject } from '#foundation';
import { bpmn, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { BpmnError, cancelJob, type JobHandler, listFailedJobs, resolveJob, retryJob, type RetryJobInput } from '../index.js';
import { openProcessDesk, type ProcessDesk } from './process-desk.js';

/** Fails until the address is right; gives a number. */
const post: JobHandler = {
  topic: 'post',
  handle: ({ variables }) =>
    variables['address'] === 'right' ? Promise.resolve({ output: { number: 7 } }) : Promise.reject(new Error('no such address')),
};
const refuse: JobHandler = { topic: 'refuse', handle: () => Promise.reject(new BpmnError('REFUSED', 'by the bank')) };

const condition = `<boundaryEvent id="stopped" attachedToRef="post"><conditionalEventDefinition>
  <condition xsi:type="tFormalExpression">= stop</condition></conditionalEventDefinition></boundaryEvent>`;
const each = `<multiInstanceLoopCharacteristics camunda:collection="addresses" camunda:elementVariable="address"/>`;
const posting = serviceTask('post', 'post', 'R1/PT10S');

/** `posting` posts one letter, then somebody files; `letters` posts one to each address; the others are named where they are used. */
const PROCESSES = {
  'posting.bpmn': bpmn('posting', sequence(posting + condition + userTask('file'), 'post', 'file')),
  'letters.bpmn': bpmn('letters', sequence(posting.replace('</serviceTask>', `${each}</serviceTask>`) + userTask('file'), 'post', 'file')),
  'later.bpmn': bpmn('later', sequence(userTask('ask', 'camunda:asyncBefore="true" camunda:candidateGroups="clerk"'), 'ask')),
  'retrying.bpmn': bpmn('retrying', sequence(serviceTask('post', 'post', 'R9/P1D'), 'post')),
  'paying.bpmn': bpmn('paying', sequence(serviceTask('pay', 'refuse', 'R1/PT10S'), 'pay')),
  'outer.bpmn': bpmn('outer', sequence('<callActivity id="call" calledElement="called"/>', 'call')),
  'called.bpmn': bpmn('called', sequence(posting, 'post')),
};

/** A desk whose jobs fail, and what an operator does with them. */
export interface PostingDesk extends ProcessDesk {
  /** An instance with a failed job, and that job. */
  standing(key: string, variables?: JsonObject): Promise<[instanceId: string, jobId: string]>;
  failedOf(instanceId: string): Promise<string[]>;
  /** Names of the open tasks. */
  tasksOf(instanceId: string): Promise<string[]>;
  /** What was recorded of the instance under this action. */
  trailOf(instanceId: string, action: string): Promise<JsonObject[]>;
  retry(input: RetryJobInput): ReturnType<typeof retryJob.run>;
  resolve(jobId: string, output?: JsonObject): ReturnType<typeof resolveJob.run>;
  cancel(jobId: string): ReturnType<typeof cancelJob.run>;
}

export async function openPostingDesk(handlers: readonly JobHandler[] = []): Promise<PostingDesk> {
  const desk = await openProcessDesk([post, refuse, ...handlers]);
  await desk.deploy(PROCESSES);
  const { executor, database } = desk;
  const operator = desk.as('tungmt');
  const failedOf = async (instanceId: string) =>
    (await listFailedJobs(database, { instanceId, limit: 9 })).items.map(({ id }) => id);
  return {
    ...desk,
    failedOf,
    standing: async (key, variables) => {
      const id = await desk.start(key, variables);
      await desk.runDueJobs();
      return [id, (await failedOf(id))[0]!];
    },
    tasksOf: async (instanceId) => (await desk.openTasks(instanceId)).map(({ name }) => name),
    trailOf: async (instanceId, action) => {
      const rows = await database.query<{ detail: JsonObject }>(
        'select detail from audit_entry where subject_id = $1 and action = $2 order by id',
        [instanceId, action],
      );
      return rows.map(({ detail }) => detail);
    },
    retry: (input) => executor.execute(retryJob, input, operator),
    resolve: (jobId, output = {}) => executor.execute(resolveJob, { jobId, output, reason: 'posted by hand' }, operator),
    cancel: (jobId) => executor.execute(cancelJob, { jobId, reason: 'nobody needs it' }, operator),
  };
}
