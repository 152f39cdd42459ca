import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filesCommand } from '../../apps/cli/src/commands/files.js';
import { runCommand } from '../support/run-command.js';
import { type ApiUnderTest, startApi } from './api/api-under-test.js';

describe('the files of an office, from the command line', () => {
  let api: ApiUnderTest;
  const before = { ...process.env };
  beforeAll(async () => {
    api = await startApi();
    const { DATABASE_URL, FILES_DIR } = api.configuration;
    Object.assign(process.env, { DATABASE_URL, FILES_DIR });
  });
  afterAll(async () => {
    process.env = before;
    await api.close();
  });

  const upload = async (name: string, content: string) => {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    const headers = await api.as('anhdtl');
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers });
    return (await response.json()) as { id: string; sha256: string };
  };

  it('are checked: 0 where all is well, 1 with a line for each finding', async () => {
    await upload('a.txt', 'a');
    const lost = await upload('mất.txt', 'b');
    expect(await runCommand(filesCommand, 'check')).toEqual({
      output: 'Nothing is wrong: 2 attachments, 0.0 MB read, 2 files in the storage.\n',
      exitCode: 0,
    });
    await rm(join(api.configuration.FILES_DIR, lost.sha256.slice(0, 2)), { recursive: true });
    const { output, exitCode } = await runCommand(filesCommand, 'check');
    expect(exitCode).toBe(1);
    expect(output).toContain(`missing  ${lost.sha256.slice(0, 2)}/${lost.sha256}.${lost.id}  mất.txt: `);
    expect(output).toContain('1 findings: 2 attachments');
    expect(JSON.parse((await runCommand(filesCommand, 'check', '--json')).output)).toMatchObject({
      attachments: 2,
      files: 1,
      findings: [{ problem: 'missing', fileName: 'mất.txt' }],
    });
  });

  it('are cleaned of uploads that nobody has linked in time', async () => {
    expect((await runCommand(filesCommand, 'clean')).output).toMatch(/^Removed: 0 uploads/);
    await api.office.database.query(`update attachment set stored_at = stored_at - interval '8 days'`);
    expect(JSON.parse((await runCommand(filesCommand, 'clean', '--json')).output)).toEqual({ unlinked: 2, unfinished: 0 });
    expect((await runCommand(filesCommand, 'check')).exitCode).toBe(0);
  });

  it('need to be told what is wanted', async () => {
    await expect(runCommand(filesCommand, 'repair')).rejects.toThrow('Name one of: check, clean.');
  });
});
