/** Where a unit stands from a day on. */
export interface Placement {
  readonly code: string;
  /** `YYYY-MM-DD`; null: always until its next placement. */
  readonly from: string | null;
  /** Unit it belongs to; null: directly under the leadership. */
  readonly parentCode: string | null;
}

/**
 * The circle that units would stand in on some day from the given one on, as codes from one to the same again; undefined
 * where there is none. Only days on which something moves can bring one.
 */
export function findCircle(placements: readonly Placement[], from: string): readonly string[] | undefined {
  const later = placements.flatMap((each) => (each.from !== null && each.from > from ? [each.from] : []));
  for (const day of new Set([from, ...later.sort()])) {
    const parents = parentsOn(placements, day);
    for (const code of parents.keys()) {
      const circle = circleThrough(code, parents);
      if (circle !== undefined) return circle;
    }
  }
  return undefined;
}

function parentsOn(placements: readonly Placement[], day: string): ReadonlyMap<string, string | null> {
  const begun = placements.filter(({ from }) => from === null || from <= day);
  const inOrder = begun.sort((one, other) => (one.from ?? '').localeCompare(other.from ?? ''));
  return new Map(inOrder.map(({ code, parentCode }) => [code, parentCode]));
}

function circleThrough(code: string, parents: ReadonlyMap<string, string | null>): readonly string[] | undefined {
  const way = [code];
  for (let parent = parents.get(code) ?? null; parent !== null; parent = parents.get(parent) ?? null) {
    way.push(parent);
    if (parent === code) return way;
    // A circle that others stand in; it is found from one of them.
    if (way.indexOf(parent) < way.length - 1) return undefined;
  }
  return undefined;
}
