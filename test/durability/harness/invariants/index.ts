import * as effects from './effects.js';
import * as history from './history.js';
import type { Invariant } from './invariant.js';
import * as openWork from './open-work.js';
import * as requests from './requests.js';
import * as timers from './timers.js';

export type { Invariant, Look, Violation } from './invariant.js';

/** All of them, by the name of the function. */
export const invariants: Readonly<Record<string, Invariant>> = { ...history, ...openWork, ...requests, ...effects, ...timers };
