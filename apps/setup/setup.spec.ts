import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Stands in for npm: installs a compiler that copies the sources, and notes each run in a file. */
const NPM = `
  const { appendFileSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
  appendFileSync('runs', 'install\\n');
  rmSync('node_modules', { recursive: true, force: true });
  mkdirSync('node_modules/@nestjs/cli/bin', { recursive: true });
  writeFileSync('node_modules/@nestjs/cli/bin/nest.js', process.env.COMPILER);`;

const COMPILER = `
  const { appendFileSync, cpSync, readdirSync, readFileSync } = require('node:fs');
  appendFileSync('runs', 'build\\n');
  for (const name of readdirSync('libs')) {
    if (readFileSync('libs/' + name, 'utf8').includes('mistake')) { console.log('a finding'); process.exit(1); }
    cpSync('libs/' + name, 'dist/' + name.replace('.ts', '.js'));
  }`;

let clone: string;
const running: ChildProcess[] = [];

function write(path: string, content: string): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), content);
}

/** Runs dist/program.js through run.mjs, as `npm run` would. */
function start(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(clone, 'apps', 'setup', 'run.mjs'), 'program.js', ...args], {
    cwd: clone,
    env: { ...process.env, npm_execpath: join(clone, 'npm-cli.js'), COMPILER },
  });
  running.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

/** What was run since it was asked last: install, build. */
function runs(): string[] {
  const file = join(clone, 'runs');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return lines;
}

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'congvan-setup-'));
  cpSync(__dirname, join(clone, 'apps', 'setup'), { recursive: true });
  write('npm-cli.js', NPM);
  write('package.json', '{}');
  for (const name of ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json']) write(name, '{}');
  write('libs/program.ts', `console.log('program', ...process.argv.slice(2));`);
});

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(clone, { recursive: true, force: true });
});

describe('a start', () => {
  it('of several at once installs and builds a fresh clone exactly once, then runs the program', async () => {
    const starts = await Promise.all([start('one'), start('two'), start('three')]);
    expect(starts.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(starts.map(({ output }) => /^program \w+$/m.exec(output)?.[0])).toEqual(['program one', 'program two', 'program three']);
    expect(runs()).toEqual(['install', 'build']);
  });

  it('does nothing when nothing changed', async () => {
    expect(await start('again')).toEqual({ code: 0, output: 'program again\n' });
    expect(runs()).toEqual([]);
  });

  it('builds when a source changed, and installs when package-lock.json changed', async () => {
    write('libs/program.ts', `console.log('changed');`);
    expect((await start()).output).toContain('changed');
    expect(runs()).toEqual(['build']);
    write('package-lock.json', '{ "lockfileVersion": 3 }');
    await start();
    expect(runs()).toEqual(['install', 'build']);
  });

  it('leaves nothing built of a source that is gone', async () => {
    write('libs/extra.ts', '');
    await start();
    expect(readdirSync(join(clone, 'dist'))).toContain('extra.js');
    rmSync(join(clone, 'libs', 'extra.ts'));
    await start();
    expect(readdirSync(join(clone, 'dist'))).not.toContain('extra.js');
    runs();
  });

  it('shows what the compiler found, fails, and tries again', async () => {
    write('libs/program.ts', '// mistake');
    for (const attempt of [await start(), await start()]) {
      expect(attempt).toEqual({ code: 1, output: expect.stringMatching(/a finding\n.*build failed/) as string });
    }
    expect(runs()).toEqual(['build', 'build']);
    write('libs/program.ts', `process.exitCode = 7;`);
  });

  it('is not held up by one that was killed, and ends with the exit code of the program', async () => {
    write('.data/setup.lock', '999999999');
    expect((await start()).code).toBe(7);
    expect(readdirSync(join(clone, '.data'))).toEqual([]);
  });
});
