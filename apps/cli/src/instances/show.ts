import type { JsonObject } from '#foundation';
import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { type FailedJob, JOB_HEADINGS, jobCells } from '../jobs/failed-job.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

interface InstanceDetail {
  readonly id: string;
  readonly definitionKey: string;
  readonly definitionVersion: number;
  readonly businessKey: string | null;
  readonly status: string;
  readonly suspendedAt: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly variables: JsonObject;
  readonly activeActivities: readonly Standing[];
  readonly failedJobs: readonly FailedJob[];
  readonly waitsFor: {
    readonly messages: readonly (Standing & { readonly message: string; readonly correlationKey: string | null })[];
    readonly signals: readonly (Standing & { readonly signal: string })[];
  };
  readonly calls: readonly { readonly id: string; readonly key: number; readonly definitionKey: string; readonly status: string }[];
  readonly scopes: readonly (Standing & { readonly variables: readonly string[] })[];
}

interface Standing {
  readonly key: number;
  readonly elementId: string;
}

interface Timer extends Standing {
  readonly dueAt: string;
  readonly status: string;
}

/** Timers of one case that are shown. */
const MOST_TIMERS = 200;

export const showVerb: CliVerb = {
  name: 'show',
  usage: '<id>',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    const path = `process-instances/${encodeURIComponent(needed(positionals[0], 'the id of the instance'))}`;
    const shown = await withServer(values, async (server) => {
      const { items: timers } = await server.list<Timer>(`${path}/timers`, {}, MOST_TIMERS);
      return { ...(await server.get<InstanceDetail>(path)), timers };
    });
    print(values.json ? JSON.stringify(shown) : inWords(shown));
  },
};

function inWords(shown: InstanceDetail & { readonly timers: readonly Timer[] }): string {
  const { status, suspendedAt, endedAt, endReason, variables, activeActivities, timers, failedJobs, calls, scopes } = shown;
  const { messages, signals } = shown.waitsFor;
  const facts: readonly (readonly [string, string | null])[] = [
    ['id', shown.id],
    ['process', `${shown.definitionKey}:${shown.definitionVersion}`],
    ['business key', shown.businessKey],
    ['status', status],
    ['suspended', suspendedAt],
    ['started', shown.startedAt],
    ['ended', endedAt],
    ['reason', endReason],
  ];
  const known = facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const parts = [
    table(['', ''], known).trimStart(),
    unlessEmpty(['key', 'stands at'], activeActivities.map((activity) => at(activity))),
    unlessEmpty(JOB_HEADINGS, failedJobs.map(jobCells)),
    unlessEmpty(
      ['key', 'waits at', 'message', 'correlation key'],
      messages.map((awaited) => at(awaited, awaited.message, awaited.correlationKey ?? '')),
    ),
    unlessEmpty(['key', 'waits at', 'signal'], signals.map((awaited) => at(awaited, awaited.signal))),
    unlessEmpty(['key', 'timer', 'due', 'status'], timers.map((timer) => at(timer, timer.dueAt, timer.status))),
    unlessEmpty(
      ['key', 'called', 'process', 'status'],
      calls.map((called) => [`${called.key}`, called.id, called.definitionKey, called.status]),
    ),
    unlessEmpty(['key', 'scope', 'own variables'], scopes.map((scope) => at(scope, scope.variables.join(', ')))),
    table(['variable', 'value'], Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)])),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function unlessEmpty(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : table(headings, rows);
}

function at({ key, elementId }: Standing, ...cells: readonly string[]): string[] {
  return [`${key}`, elementId, ...cells];
}
