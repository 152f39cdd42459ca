import type { JsonObject } from '#foundation';
import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { firstLine, table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { FailedJob } from './failed-job.js';
import type { CliVerb } from '../verb-command.js';

interface Failure {
  readonly at: string;
  readonly attempt: number;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
}

interface JobDetail extends Omit<FailedJob, 'error'> {
  readonly error: Failure | null;
  readonly failures: readonly Failure[];
  readonly mostAttempts: number;
  readonly retryCycle: string | null;
  readonly businessKey: string | null;
  readonly leasedUntil: string | null;
  readonly variables: JsonObject;
}

export const showVerb: CliVerb = {
  name: 'show',
  usage: '<id>',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    const path = `jobs/${encodeURIComponent(needed(positionals[0], 'the id of the job'))}`;
    const job = await withServer(values, (server) => server.get<JobDetail>(path));
    print(values.json ? JSON.stringify(job) : inWords(job));
  },
};

function inWords(job: JobDetail): string {
  const { failures, variables } = job;
  const facts: readonly (readonly [string, string | null])[] = [
    ['job', job.id],
    ['status', job.status],
    ['kind', job.topic === null ? job.kind : `${job.kind}, topic ${job.topic}`],
    ['process', job.definitionKey],
    ['instance', job.instanceId],
    ['business key', job.businessKey],
    ['at', job.elementId],
    ['attempts', `${job.attempts} of ${job.mostAttempts} (${job.retryCycle ?? 'cycle of the office'})`],
    ['next', job.dueAt],
    ['held until', job.leasedUntil],
  ];
  const known = facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const parts = [
    table(['', ''], known).trimStart(),
    table(['failed', 'attempt', 'code', 'why'], failures.map(({ at, attempt, code, message }) => [at, `${attempt}`, code ?? '', firstLine(message)])),
    failures.at(-1)?.stack ?? '',
    table(['variable', 'value'], Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)])),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
