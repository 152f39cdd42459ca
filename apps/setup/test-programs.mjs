import { existsSync, readdirSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { ensureProgram } from './system-package.mjs';

/** The tests and benches start a Redis of their own; no npm package ships one. */
export function ensureRedis(purpose = 'The test run') {
  return ensureProgram({
    names: ['redis-server'],
    debianPackage: 'redis-server',
    service: 'redis-server',
    purpose,
  });
}

/**
 * The browser of test/browser, driven through playwright-core. Not asked for while no such test exists: it is 300 MB.
 * @returns {Promise<string | undefined>} its path
 */
export async function ensureChromium() {
  if (!hasBrowserTests()) return undefined;
  return ensureProgram({
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debianPackage: 'chromium',
    purpose: 'The browser test',
  });
}

/** The tests of PDF files read the text that a reader of paper would see. */
export function ensurePdfReader() {
  return ensureProgram({ names: ['pdftotext'], debianPackage: 'poppler-utils', purpose: 'The test of PDF files' });
}

/** The tests of account systems run against a real directory server. */
export function ensureSlapd() {
  return ensureProgram({
    names: ['slapd'],
    debianPackage: 'slapd',
    service: 'slapd',
    purpose: 'The test of account systems',
  });
}

function hasBrowserTests() {
  const folder = inRoot('test', 'browser');
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => name.endsWith('.spec.ts'));
}
