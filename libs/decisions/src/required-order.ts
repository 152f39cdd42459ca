/** A way around a circle of requirements: ids, the first one again at the end. */
export type Circle = readonly string[];

/**
 * What a decision needs, the decision itself last and everything after what it requires. Without recursion, since a
 * file may chain as many decisions as it has room for.
 * @param requiredBy the ids that a decision requires; it may throw for an id that it does not know.
 * @returns the ids in order, or the first circle that is met.
 */
export function requiredOrder(
  start: string,
  requiredBy: (id: string, by?: string) => readonly string[],
): { order: readonly string[] } | { circle: Circle } {
  const done = new Set<string>();
  const path: { id: string; required: readonly string[]; next: number }[] = [];
  const onPath = new Set<string>();
  const enter = (id: string, by?: string) => {
    path.push({ id, required: requiredBy(id, by), next: 0 });
    onPath.add(id);
  };
  enter(start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.required[top.next++];
    if (next === undefined) {
      done.add(top.id);
      onPath.delete(top.id);
      path.pop();
    } else if (onPath.has(next)) {
      const ids = path.map(({ id }) => id);
      return { circle: [...ids.slice(ids.indexOf(next)), next] };
    } else if (!done.has(next)) {
      enter(next, top.id);
    }
  }
  return { order: [...done] };
}
