import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problemTitle, titledCodes } from './problem-titles.js';

/** Every `readonly code = '…'` of an error class, and the codes the problem filter gives to refusals of Fastify. */
async function codesInSource(): Promise<Set<string>> {
  const codes = new Set<string>();
  for (const folder of ['libs', 'apps']) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/(?<!\.spec)\.ts$/.test(entry.name)) continue;
      const source = await readFile(join(entry.parentPath, entry.name), 'utf8');
      for (const [, code] of source.matchAll(/(?:readonly code =|FST_\w+:|problem\(\d+,) '([^']+)'/g)) codes.add(code!);
    }
  }
  return codes;
}

describe('the titles of problems', () => {
  it('stand for codes that exist', async () => {
    const existing = await codesInSource();
    expect(titledCodes.filter((code) => !existing.has(code))).toEqual([]);
  });

  it('fall back to the words for the status', () => {
    expect(problemTitle('worklist.task-claimed', 409)).toBe('Việc đã có người khác nhận');
    expect(problemTitle('something.new', 409)).toBe('Không thực hiện được ở trạng thái hiện tại');
    expect(problemTitle('internal', 500)).toBe('Lỗi hệ thống');
  });
});
