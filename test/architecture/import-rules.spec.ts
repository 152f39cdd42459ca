import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A source that must be refused, and what the refusal tells the reader. */
interface Refusal {
  readonly rule: string;
  readonly path: string;
  readonly source: string;
  readonly says: RegExp;
  /** Needs the type checker, and therefore the path of a file that exists. */
  readonly typed?: boolean;
}

const refusals: Refusal[] = [
  {
    rule: 'a lib does not import a lib of a higher level',
    path: 'libs/forms/src/form.ts',
    source: `import { advance } from '#engine';\nadvance();`,
    says: /level 2 and may import lower levels only; #engine is on level 3/,
  },
  {
    rule: 'a lib does not import a lib of its own level',
    path: 'libs/worklist/src/task.ts',
    source: `import { unitOf } from '#directory';\nunitOf();`,
    says: /level 6 .* take it as a parameter/,
  },
  {
    rule: 'a type counts like any import',
    path: 'libs/database/src/database.ts',
    source: `import type { ProcessGraph } from '#bpmn';\nexport type Graph = ProcessGraph;`,
    says: /#bpmn is on level 2/,
  },
  {
    rule: 'an import at run time counts like any import',
    path: 'libs/database/src/database.ts',
    source: `export const load = () => import('#runtime');`,
    says: /#runtime is on level 4/,
  },
  {
    rule: 'an export from another lib counts like any import',
    path: 'libs/bpmn/src/index.ts',
    source: `export { advance } from '#engine';`,
    says: /#engine is on level 3/,
  },
  {
    rule: 'nobody reaches inside a lib by its name',
    path: 'apps/api/src/main.ts',
    source: `import { advance } from '#engine/advance';\nadvance();`,
    says: /Import #engine itself/,
  },
  {
    rule: 'nobody reaches inside a lib by a path',
    path: 'libs/runtime/src/commands/start.ts',
    source: `import { advance } from '../../../engine/src/advance.js';\nadvance();`,
    says: /Import #engine instead of a path/,
  },
  {
    rule: 'tests do not reach inside a lib by a path either',
    path: 'test/processes/reply.spec.ts',
    source: `import { advance } from '../../libs/engine/src/index.js';\nadvance();`,
    says: /Import #engine instead of a path/,
  },
  {
    rule: 'a lib does not import itself by name',
    path: 'libs/engine/src/state.ts',
    source: `import { advance } from '#engine';\nadvance();`,
    says: /relative path/,
  },
  {
    rule: 'a lib without a level is not imported',
    path: 'apps/api/src/main.ts',
    source: `import { thing } from '#gadgets';\nthing();`,
    says: /no lib gadgets.*layers\.mjs/,
  },
  {
    rule: 'a lib does not know the apps',
    path: 'libs/sla/src/summary.ts',
    source: `import { api } from '../../../apps/api/src/api.module.js';\napi();`,
    says: /let apps\/ call #sla/,
  },
  {
    rule: 'the two servers do not know each other',
    path: 'apps/api/src/main.ts',
    source: `import { worker } from '../../worker/src/worker.module.js';\nworker();`,
    says: /apps\/api and apps\/worker do not know each other/,
  },
  {
    rule: 'programs do not import from the tests',
    path: 'apps/api/src/main.ts',
    source: `import { database } from '../../../test/support/database.js';\ndatabase();`,
    says: /Only tests import from test/,
  },
  ...Object.entries({ typeorm: 'database', bullmq: 'queue', ioredis: 'queue', 'bpmn-engine': 'engine-reference', exceljs: 'tables' }).map(
    ([name, owner]): Refusal => ({
      rule: `${name} is used by ${owner} alone`,
      path: 'libs/documents/src/register.ts',
      source: `import { thing } from '${name}';\nthing();`,
      says: new RegExp(`Use #${owner}`),
    }),
  ),
  ...['foundation', 'engine', 'bpmn', 'expressions', 'forms'].map(
    (name): Refusal => ({
      rule: `${name} works without Nest`,
      path: `libs/${name}/src/service.ts`,
      source: `import { Injectable } from '@nestjs/common';\nInjectable();`,
      says: /without Nest/,
    }),
  ),
  ...['new Date()', 'Date.now()', 'DateTime.now()', 'DateTime.utc()'].map(
    (reading): Refusal => ({
      rule: `a lib with business time does not read ${reading}`,
      path: 'libs/sla/src/summary.ts',
      source: `export const now = () => ${reading};`,
      says: /Clock of #foundation or from the `now` of the command/,
    }),
  ),
  ...['engine', 'expressions', 'worklist', 'notifications', 'runtime'].map(
    (name): Refusal => ({
      rule: `${name} does not wait by itself`,
      path: `libs/${name}/src/wait.ts`,
      source: `setTimeout(() => {}, 5);`,
      says: /timer row/,
    }),
  ),
  {
    rule: 'even the pace of the sweeps takes its time from the clock',
    path: 'libs/runtime/src/worker/job-worker.ts',
    source: `export const due = (at: Date) => at.getTime() < Date.now();`,
    says: /Clock of #foundation/,
  },
  {
    rule: 'the engine makes no promises',
    path: 'libs/engine/src/advance.ts',
    source: `export const advance = async (): Promise<void> => {};`,
    says: /pure function/,
  },
  {
    rule: 'the engine does no input or output',
    path: 'libs/engine/src/advance.ts',
    source: `import { readFileSync } from 'node:fs';\nreadFileSync('x');`,
    says: /Return an effect/,
  },
  {
    rule: 'a lib does not read the environment',
    path: 'libs/queue/src/connect.ts',
    source: `export const url = process.env['REDIS_URL'];`,
    says: /readConfiguration/,
  },
  {
    rule: 'an index exports by name',
    path: 'libs/sla/src/index.ts',
    source: `export * from './summary.js';`,
    says: /Export by name/,
  },
  {
    rule: 'a cycle of providers is not hidden',
    path: 'apps/api/src/api.module.ts',
    source: `import { forwardRef } from '@nestjs/common';\nexport const late = forwardRef(() => String);`,
    says: /forwardRef hides a cycle/,
  },
  ...['utils.ts', 'date-helper.ts', 'common.ts', 'job-manager.ts', 'misc.spec.ts'].map(
    (file): Refusal => ({
      rule: `no file is called ${file}`,
      path: `libs/sla/src/${file}`,
      source: `export const one = 1;`,
      says: /Name the file after that/,
    }),
  ),
  {
    rule: 'the setup uses nothing that is yet to be installed',
    path: 'apps/setup/start.mjs',
    source: `import pg from 'pg';\npg();`,
    says: /before node_modules exists/,
  },
  {
    rule: 'no promise is left to itself',
    path: 'libs/foundation/src/index.ts',
    source: `const save = async () => {};\nsave();`,
    says: /Promises must be awaited/,
    typed: true,
  },
];

/** Sources that must pass, so that the rules do not refuse what they should not. */
const allowed = [
  {
    what: 'an import of a lower level',
    path: 'libs/runtime/src/executor/command.ts',
    source: `import { advance } from '#engine';\nadvance();`,
  },
  {
    what: 'the owner of an outside engine',
    path: 'libs/queue/src/backend.ts',
    source: `import { Queue } from 'bullmq/backend';\nnew Queue();`,
  },
  {
    what: 'a spec that reads with the engine itself what was written',
    path: 'libs/sla/src/report.spec.ts',
    source: `import excel from 'exceljs';\nnew excel.Workbook();`,
  },
  { what: 'a date made of a text', path: 'libs/sla/src/due.ts', source: `export const due = (at: string) => new Date(at);` },
  { what: 'a spec that reads the clock', path: 'libs/sla/src/due.spec.ts', source: `export const now = Date.now();` },
  {
    what: 'a spec that uses the support of the tests',
    path: 'libs/sla/src/due.spec.ts',
    source: `import { database } from '../../../test/support/database.js';\ndatabase();`,
  },
  {
    what: 'the app that is made of the others',
    path: 'apps/standalone/src/main.ts',
    source: `import { worker } from '../../worker/src/main.js';\nworker();`,
  },
  {
    what: 'a test that disturbs Redis',
    path: 'test/durability/flush.spec.ts',
    source: `import { Redis } from 'ioredis';\nnew Redis();`,
  },
  { what: 'a name that only resembles', path: 'libs/sla/src/commonwealth.ts', source: `export const one = 1;` },
];

describe('the linter', () => {
  let findings: string[][];

  beforeAll(() => {
    const run = spawnSync(process.execPath, [join(__dirname, 'lint-sources.mjs')], {
      input: JSON.stringify([...refusals, ...allowed]),
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(run.stderr);
    findings = JSON.parse(run.stdout) as string[][];
  });

  it.each(refusals.map((refusal, index) => ({ ...refusal, index })))('sees that $rule', ({ says, index }) => {
    expect(findings[index]).toEqual([expect.stringMatching(says)]);
  });

  it.each(allowed.map((sample, index) => ({ ...sample, index })))('lets $what pass', ({ index }) => {
    expect(findings[refusals.length + index]).toEqual([]);
  });
});
