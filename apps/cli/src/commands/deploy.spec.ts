import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeploymentRefusedError } from '#runtime';
import { runCommand } from '../../../../test/support/run-command.js';
import { UsageError } from '../cli-command.js';
import { deployCommand } from './deploy.js';

const root = mkdtempSync(join(tmpdir(), 'congvan-deploy-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with one BPMN file. */
function folderOf(bpmn: string): string {
  const folder = mkdtempSync(join(root, 'files-'));
  writeFileSync(join(folder, 'p.bpmn'), bpmn);
  return folder;
}

describe('without a server and a database', () => {
  const { DATABASE_URL, CONGVAN_URL } = process.env;
  const home = process.cwd();
  const empty = mkdtempSync(join(root, 'empty-'));

  beforeEach(() => {
    delete process.env['DATABASE_URL'];
    delete process.env['CONGVAN_URL'];
    process.chdir(empty);
  });
  afterEach(() => {
    process.chdir(home);
    Object.assign(process.env, { ...(DATABASE_URL && { DATABASE_URL }), ...(CONGVAN_URL && { CONGVAN_URL }) });
  });

  it.each([
    ['is not there', () => join(empty, 'none'), UsageError],
    ['holds nothing to deploy', () => mkdtempSync(join(root, 'nothing-')), UsageError],
    ['holds a file that cannot be used', () => folderOf('<definitions'), DeploymentRefusedError],
  ])('a folder that %s is refused before there is a database', async (_, folder, refusal) => {
    await expect(runCommand(deployCommand, folder())).rejects.toThrow(refusal);
    expect(existsSync(join(empty, '.data'))).toBe(false);
  });
});
