import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problemTitle, TITLED_CODES } from './problem-titles.js';

/** Titled by the words for their status, which say enough. */
const BY_STATUS = [
  'request.bad-content-length',
  'request.bad-url',
  'request.body-too-large',
  'request.invalid',
  'request.route-without-rule',
  'request.too-many-fields',
  'request.too-many-parts',
  'request.unsupported-media-type',
];

/** Never the answer of a route: of programs that start, of jobs, of commands that have no route. */
const NOT_ANSWERED = new RegExp(
  `^(${[
    '(cli|demo|standalone|office|embedded-postgres|engine-reference|rehearsal|queue|bpmn|xml)\\..*',
    'backup\\.(?!(forbidden|by-hand|not-verified)$).*',
    'engine\\.(already-started|no-start-event|not-an-entry|migration-impossible)',
    'expressions\\.syntax',
    'foundation\\.bad-configuration',
    'documents\\.(obligation-not-open|outgoing-not-draft|outgoing-not-signed|reply-still-owed)',
    'runtime\\.(lease-lost|other-definition)',
    'worklist\\.escalation-group-missing',
  ].join('|')})$`,
);

/**
 * Code → kind of every error class, and the codes the problem filter gives to refusals of Fastify. The kind is missing
 * where a base class has it.
 */
async function codesInSource(): Promise<Map<string, string | undefined>> {
  const codes = new Map<string, string | undefined>();
  for (const folder of ['libs', 'apps']) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/(?<!\.spec)\.ts$/.test(entry.name)) continue;
      const source = await readFile(join(entry.parentPath, entry.name), 'utf8');
      for (const [, code, kind] of source.matchAll(/readonly code = '([^']+)';(?:\s+readonly kind = '([^']+)')?/g)) {
        codes.set(code!, kind);
      }
      for (const [, code] of source.matchAll(/FST_\w+: '([^']+)'/g)) codes.set(code!, undefined);
      for (const [, code] of source.matchAll(/problem\(4\d\d, '([^']+)'/g)) codes.set(code!, undefined);
    }
  }
  return codes;
}

describe('the titles of problems', () => {
  it('stand for codes that exist', async () => {
    const existing = await codesInSource();
    expect([...TITLED_CODES, ...BY_STATUS].filter((code) => !existing.has(code))).toEqual([]);
  });

  it('are there for every refusal that a route can answer', async () => {
    const answered = [...(await codesInSource())]
      .filter(([code, kind]) => kind !== 'internal' && kind !== 'transient' && !NOT_ANSWERED.test(code))
      .map(([code]) => code);
    expect(answered.filter((code) => !TITLED_CODES.includes(code) && !BY_STATUS.includes(code))).toEqual([]);
  });

  it('fall back to the words for the status', () => {
    expect(problemTitle('worklist.task-claimed', 409)).toBe('Việc đã có người khác nhận');
    expect(problemTitle('something.new', 409)).toBe('Không thực hiện được ở trạng thái hiện tại');
    expect(problemTitle('internal', 500)).toBe('Lỗi hệ thống');
  });
});
