import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE_FORMAT_VERSION } from '#engine';
import { makeMoves } from '../moves.js';
import { instanceOf, type RecordedState, resume } from './recorded-state.js';
import { recordings } from './recordings.js';

/**
 * Writes each recording that has no file yet into the folder of today's format version. Never touches one that exists.
 */
export async function recordStates(folder: string): Promise<void> {
  const target = join(folder, `v${STATE_FORMAT_VERSION}`);
  mkdirSync(target, { recursive: true });
  for (const { name, model, variables, before, after } of recordings) {
    const file = join(target, `${name}.json`);
    if (existsSync(file)) continue;
    const instance = await instanceOf(folder, model);
    instance.start(variables);
    makeMoves(instance, before);
    if (!instance.state) continue;
    const taken = { model, state: instance.state, open: [...instance.open.values()], after };
    const recorded: RecordedState = { ...taken, expected: await resume(folder, taken) };
    writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
  }
}
