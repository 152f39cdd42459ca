import { createWorkerToken } from '#identity';
import { deployProcesses, startInstance } from '#runtime';
import type { JsonObject } from '#foundation';
import { Client } from 'camunda-external-task-client-js';
import { bpmn, sequence } from '../../support/bpmn-text.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const caller = { actor: 'system:test', requestId: 'test' };

/** For external workers. Each test has its own: a client that was stopped waits on for what it has asked. */
export const TOPICS = ['mail', 'print', 'local', 'failing', 'rate', 'alone', 'returned', 'slow', 'many', 'other'];

export interface AnswerToWorker {
  readonly status: number;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
  /** Another request with its idempotency key had this answer before. */
  readonly replayed: boolean;
}

/** An API with topics for external workers, and what the tests do with it. */
export interface OfficeWithWorkers extends ApiUnderTest {
  /** Of a worker for all topics. */
  readonly token: string;
  tokenFor(name: string, topics: readonly string[]): Promise<string>;
  /** Deploys a process of one task with the id `work`, and what stands beside the process. */
  deploy(key: string, work: string, roots?: string): Promise<void>;
  begin(key: string, variables?: JsonObject, businessKey?: string): Promise<string>;
  /** What the instance holds now, or held at its end. */
  instance(id: string): Promise<{ status: string; variables: JsonObject }>;
  call(path: string, body?: object, token?: string, headers?: Record<string, string>): Promise<AnswerToWorker>;
  fetch(options?: object, topic?: object): Promise<any[]>; // eslint-disable-line @typescript-eslint/no-explicit-any
  /** Gives what resolves when one more fetch has looked for tasks; where there were none, it waits from then on. */
  watchFetches(): Promise<() => Promise<unknown>>;
  /** The client that is written for Camunda 7, unchanged but for its sign-in. */
  client(workerId: string, options?: object): Client;
}

export async function openOfficeWithWorkers(settings: Record<string, string> = {}): Promise<OfficeWithWorkers> {
  const api = await startApi({ EXTERNAL_TOPICS: TOPICS.join(', '), ...settings });
  const { executor, database } = api.office;
  const tokenFor = async (name: string, topics: readonly string[]) =>
    (await executor.execute(createWorkerToken, { name, topics }, caller)).token;
  const token = await tokenFor('all-topics', TOPICS);
  const clients: Client[] = [];
  const fetches = async () => {
    const { values } = await executor.metrics.commands.get();
    const done = values.filter(({ labels }) => labels['command'] === 'runtime.fetch-and-lock');
    return done.reduce((sum, { value }) => sum + value, 0);
  };
  const call: OfficeWithWorkers['call'] = async (path, body, as = token, headers = {}) => {
    const response = await fetch(`${api.address}/api/v1/external-task${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, authorization: `Bearer ${as}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const replayed = response.headers.get('idempotency-replayed') === 'true';
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), replayed };
  };
  return {
    ...api,
    token,
    tokenFor,
    call,
    fetch: async (options = {}, topic = {}) => {
      const topics = [{ topicName: 'mail', lockDuration: 60_000, ...topic }];
      const { status, body } = await call('/fetchAndLock', { workerId: 'w', maxTasks: 10, topics, ...options });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body;
    },
    deploy: async (key, work, roots = '') => {
      const resources = [{ name: `${key}.bpmn`, content: Buffer.from(bpmn(key, sequence(work, 'work'), roots)) }];
      await executor.execute(deployProcesses, { resources }, caller);
    },
    begin: async (key, variables = {}, businessKey = 'case-1') =>
      (await executor.execute(startInstance, { key, variables, businessKey }, caller)).instanceId,
    instance: async (id) => {
      const [row] = await database.query<{ status: string; variables: JsonObject }>(
        `select status, coalesce(variables, state #> '{instances,0,variables}') as variables
         from process_instance where id = $1`,
        [id],
      );
      return row!;
    },
    watchFetches: async () => {
      const before = await fetches();
      return () => eventually(async () => (await fetches()) > before);
    },
    client: (workerId, options = {}) => {
      const client = new Client({
        baseUrl: `${api.address}/api/v1`,
        workerId,
        interval: 10,
        asyncResponseTimeout: 5_000,
        interceptors: (config) => ({ ...config, headers: { ...config.headers, authorization: `Bearer ${token}` } }),
        ...options,
      });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) client.stop();
      await api.close();
    },
  };
}

/** The external task `work`, with what else stands in its tag and inside it. */
export const externalTask = (topic: string, attributes = '', inside = ''): string =>
  `<serviceTask id="work" camunda:type="external" camunda:topic="${topic}" ${attributes}>${inside}</serviceTask>`;
