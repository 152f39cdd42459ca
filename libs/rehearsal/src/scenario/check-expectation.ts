import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#foundation';
import type { Rehearsal } from '../rehearsal.js';
import type { Expectation } from './scenario.js';

/** One claim that does not hold. */
export interface Difference {
  /** E.g. `open`, `variable dueAt`, `due date of Task_Sign`. */
  readonly of: string;
  readonly expected: string;
  readonly found: string;
}

/** What is looked at; the due dates only our own engine can tell. */
type Seen = Pick<Rehearsal, 'open' | 'ended' | 'outcome' | 'variables'> & {
  tasks(element: string): readonly { readonly dueDate?: string }[];
};

/** Every claim that does not hold now. */
export function checkExpectation(expectation: Expectation, seen: Seen): Difference[] {
  const { open, onlyOpen, notOpen, ended, outcome, variables = {}, due = {} } = expectation;
  const found = list(seen.open);
  return [
    ...(open !== undefined && missing(open, seen.open).length > 0 ? [{ of: 'open', expected: list(open), found }] : []),
    ...(onlyOpen !== undefined && list(onlyOpen) !== found
      ? [{ of: 'only open', expected: list(onlyOpen), found }]
      : []),
    ...(notOpen?.some((element) => seen.open.includes(element))
      ? [{ of: 'not open', expected: list(notOpen), found }]
      : []),
    ...differing('ended', ended, seen.ended),
    ...differing('outcome', outcome, seen.outcome),
    ...Object.entries(variables).flatMap(([name, value]) =>
      differing(`variable ${name}`, value, (Object.hasOwn(seen.variables, name) ? seen.variables[name] : null) ?? null),
    ),
    ...Object.entries(due).flatMap(([element, date]) => dueDates(element, date, seen.tasks(element))),
  ];
}

function differing(of: string, expected: JsonValue | undefined, found: JsonValue): Difference[] {
  if (expected === undefined || isDeepStrictEqual(expected, found)) return [];
  return [{ of, expected: JSON.stringify(expected), found: JSON.stringify(found) }];
}

function dueDates(
  element: string,
  expected: string | null,
  tasks: readonly { readonly dueDate?: string }[],
): Difference[] {
  const of = `due date of ${element}`;
  if (tasks.length === 0) return [{ of, expected: expected ?? 'none', found: 'no such task is open' }];
  return tasks.flatMap(({ dueDate = null }) =>
    dueDate === expected ? [] : [{ of, expected: expected ?? 'none', found: dueDate ?? 'none' }],
  );
}

/** Those that are expected oftener than they are there. */
function missing(expected: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  return expected.filter((element) => {
    const at = left.indexOf(element);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Branches run in no particular order, so lists are compared sorted. */
function list(elements: readonly string[]): string {
  return elements.length === 0 ? 'nothing' : elements.toSorted().join(', ');
}
