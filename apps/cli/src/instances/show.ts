import type { JsonObject } from '#foundation';
import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import { type InstanceVerb, needed } from './instance-verb.js';

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
  readonly activeActivities: readonly { readonly key: number; readonly elementId: string }[];
}

interface Timer {
  readonly key: number;
  readonly elementId: string;
  readonly dueAt: string;
  readonly status: string;
}

export const showVerb: InstanceVerb = {
  name: 'show',
  usage: '<id>',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    const path = `process-instances/${encodeURIComponent(needed(positionals[0], 'the id of the instance'))}`;
    const shown = await withServer(values, async (server) => {
      const { items: timers } = await server.get<{ items: Timer[] }>(`${path}/timers`);
      return { ...(await server.get<InstanceDetail>(path)), timers };
    });
    print(values.json ? JSON.stringify(shown) : inWords(shown));
  },
};

function inWords(shown: InstanceDetail & { readonly timers: readonly Timer[] }): string {
  const { status, suspendedAt, endedAt, endReason, variables, activeActivities, timers } = shown;
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
    activeActivities.length > 0 && table(['key', 'stands at'], activeActivities.map(({ key, elementId }) => [`${key}`, elementId])),
    timers.length > 0 &&
      table(['key', 'timer', 'due', 'status'], timers.map((timer) => [`${timer.key}`, timer.elementId, timer.dueAt, timer.status])),
    table(['variable', 'value'], Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)])),
  ];
  return parts.filter((part) => part !== false).join('\n\n');
}
