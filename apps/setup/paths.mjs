import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's top folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const inRoot = (...names) => join(root, ...names);
