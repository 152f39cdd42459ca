// npm test [-- jest arguments]: everything that must hold, or with arguments jest alone, on what they name.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { inRoot } from './paths.mjs';
import { entryPoint, say, SetupError } from './report.mjs';
import { runProgram } from './run-program.mjs';
import { ensureChromium, ensurePdfReader, ensureRedis, ensureSlapd } from './test-programs.mjs';

/** What a step found: each of lint and type check counts as one test. */
const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

await entryPoint(async () => {
  checkNodeVersion();
  await ensureDependencies();
  await ensureRedis();
  await ensurePdfReader();
  await ensureSlapd();
  const chromium = await ensureChromium();

  const jestArguments = process.argv.slice(2);
  const results = jestArguments.length === 0 ? await Promise.all([lint(), buildAndCheckTypes()]) : [await builds()];
  results.push([await jest(jestArguments, chromium)]);

  const total = (kind) => results.flat().reduce((sum, result) => sum + result[kind], 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed${skipped}\n`);
  process.exitCode = total('failed') > 0 ? 1 : 0;
});

/** Together they take about as long as lint beside them. */
async function buildAndCheckTypes() {
  return [...(await builds()), await checkTypes()];
}

/** Tests that start the programs of dist/ need them new; a build that fails is one failure and stops nothing else. */
async function builds() {
  try {
    await ensureBuild();
    return [];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return [FAILED];
  }
}

function lint() {
  return step('Lint', 'eslint/bin/eslint.js', ['.']);
}

/** Keeps its memory of the last run apart from that of the build, which compiles fewer files. */
function checkTypes() {
  return step('Type check', 'typescript/bin/tsc', ['--noEmit', '--tsBuildInfoFile', 'dist/.tsbuildinfo-check']);
}

async function step(name, program, args) {
  const started = performance.now();
  const { ok, output } = await runProgram(process.execPath, [inRoot('node_modules', program), ...args], { quiet: true });
  say(`${output}${name} ${ok ? 'passed' : 'failed'} (${Math.round((performance.now() - started) / 1000)} s).`);
  return ok ? PASSED : FAILED;
}

/** Jest writes its own report to the terminal; the numbers come from its JSON report. */
async function jest(args, chromium) {
  const folder = mkdtempSync(join(tmpdir(), 'congvan-test-'));
  const report = join(folder, 'report.json');
  try {
    const options = ['--maxWorkers=2', '--ci', '--json', `--outputFile=${report}`, ...args];
    const env = chromium === undefined ? {} : { CHROMIUM_PATH: chromium };
    const { ok } = await runProgram(process.execPath, [inRoot('node_modules', 'jest', 'bin', 'jest.js'), ...options], { env });
    return countJest(report, ok);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A suite that could not even run counts as one failure, and so does a jest that failed without naming a test. */
function countJest(report, ok) {
  let found;
  try {
    found = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return FAILED; // it ended before it wrote a report, and has said why
  }
  const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
  return {
    passed: found.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}
