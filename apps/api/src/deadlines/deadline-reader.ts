import type { DeadlineReader } from '#deadlines';
import { OVERSEERS_OF_CASES } from '../access/overseers-of-cases.js';
import type { Principal } from '../access/principal.js';
import { unitsOf } from '../access/unit-scope.js';

/** Overseers see the deadlines of the whole office, everybody those of the units in which he works or answers. */
export function deadlineReaderOf(principal: Principal): DeadlineReader {
  const { login, groups } = principal;
  const overseer = OVERSEERS_OF_CASES.some((group) => groups.includes(group));
  return { login, groups, units: overseer ? 'all' : unitsOf(principal) };
}
