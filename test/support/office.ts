import { deployProcesses, type JobHandler } from '#runtime';
import { createTestDatabase, type TestDatabase } from './database.js';
import { createTestExecutor, type TestExecutor } from './executor.js';

export interface TestOfficeOptions {
  readonly handlers?: readonly JobHandler[];
  /** Topics whose work external workers do. */
  readonly externalTopics?: readonly string[];
  /** What is deployed, BPMN files and forms: text by file name. */
  readonly processes?: Readonly<Record<string, string>>;
}

export interface TestOffice extends TestDatabase, TestExecutor {
  /** Business time, moved by so many hours, as an ISO instant. */
  inHours(hours: number): string;
}

/** A database of its own with an executor on it: all that commands and queries need. Close it in `afterAll`. */
export async function openTestOffice({ handlers, externalTopics, processes = {} }: TestOfficeOptions = {}): Promise<TestOffice> {
  const opened = await createTestDatabase();
  const runtime = createTestExecutor(opened.database, { handlers, externalTopics });
  const resources = Object.entries(processes).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  if (resources.length > 0) await runtime.executor.execute(deployProcesses, { resources }, runtime.as('designer'));
  return {
    ...opened,
    ...runtime,
    inHours: (hours) => new Date(opened.clock.now().getTime() + hours * 3_600_000).toISOString(),
  };
}
