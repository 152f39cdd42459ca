import { branches } from './branches.js';
import { inner, middle, outer } from './calls.js';
import { claims } from './claims.js';
import { deadlines } from './deadlines.js';
import { failures, poison } from './failures.js';
import { letters } from './letters.js';
import type { LoadModel } from './model.js';
import { repeats } from './repeats.js';

export type { Counts, LoadModel, ModelTimer } from './model.js';

export const POISON = poison.key;
export const LETTERS = letters.key;

/** What the load consists of; called processes stand before their callers, as deploying wants them. */
export const models: readonly LoadModel[] = [
  branches,
  repeats,
  inner,
  middle,
  outer,
  deadlines,
  failures,
  letters,
  claims,
  poison,
];
