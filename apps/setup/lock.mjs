import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from './paths.mjs';
import { say } from './report.mjs';

const POLL_MS = 200;

/**
 * Runs `work` while no other setup of this clone does: two starts at once must not both write node_modules or dist.
 * The lock is a file with the holder's process id; that of a process that is gone counts for nothing.
 */
export async function withSetupLock(work) {
  mkdirSync(inRoot('.data'), { recursive: true });
  const lock = inRoot('.data', 'setup.lock');
  await take(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function take(lock) {
  for (let told = false; !tryTake(lock); ) {
    const holder = holderOf(lock);
    if (holder !== undefined && !isAlive(holder)) {
      removeStale(lock, holder);
      continue;
    }
    if (!told) say(`Waiting for another start in this folder (process ${holder ?? 'just ended'}) …`);
    told = true;
    await pause(POLL_MS);
  }
}

/** Linking a finished file makes the lock appear at once with its content. */
function tryTake(lock) {
  const finished = `${lock}.${process.pid}`;
  writeFileSync(finished, String(process.pid));
  try {
    linkSync(finished, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(finished);
  }
}

/** Moves the lock away first and looks at what it moved: another waiter may have replaced the stale one meanwhile. */
function removeStale(lock, holder) {
  const moved = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, moved);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (holderOf(moved) !== holder) linkSync(moved, lock);
  rmSync(moved);
}

function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
