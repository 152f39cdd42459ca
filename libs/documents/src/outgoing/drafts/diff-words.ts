/** A stretch of text that two versions share, or that one of them alone has. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Insertions and removals together; beyond it all between the first and the last change counts as changed. */
export const MOST_EDITS = 2_000;

/**
 * What changed from one text to another, by words and the blanks between them: Myers' greedy search for the fewest edits. Its
 * memory grows with the square of the edits, hence the bound. Both texts are taken in the form NFC.
 */
export function diffWords(from: string, to: string): DiffPart[] {
  const [old, fresh] = [tokensOf(from), tokensOf(to)];
  const shorter = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shorter && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const middle = editsOf(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  const same = (tokens: readonly string[]): DiffPart[] => tokens.map((text) => ({ kind: 'same', text }));
  return joined([...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))]);
}

/** Both in one text: `họp ngày [-5-]{+6+} tháng 1`. */
export function marked(parts: readonly DiffPart[]): string {
  return parts
    .map(({ kind, text }) => (kind === 'removed' ? `[-${text}-]` : kind === 'added' ? `{+${text}+}` : text))
    .join('');
}

function tokensOf(text: string): string[] {
  return text.normalize('NFC').match(/\s+|\S+/g) ?? [];
}

function editsOf(old: readonly string[], fresh: readonly string[]): DiffPart[] {
  const steps = searchSteps(old, fresh);
  if (steps === undefined) {
    return [...old.map((text) => ({ kind: 'removed', text }) as const), ...fresh.map((text) => ({ kind: 'added', text }) as const)];
  }
  const parts: DiffPart[] = [];
  let [x, y] = [old.length, fresh.length];
  for (let edits = steps.length - 1; x > 0 || y > 0; edits--) {
    const reached = steps[edits]!;
    const k = x - y;
    const down = edits > 0 && (k === -edits || (k !== edits && at(reached, k - 1) < at(reached, k + 1)));
    const before = edits === 0 ? 0 : down ? at(reached, k + 1) : at(reached, k - 1);
    const beforeY = edits === 0 ? 0 : before - (down ? k + 1 : k - 1);
    while (x > before && y > beforeY) {
      parts.push({ kind: 'same', text: old[--x]! });
      y--;
    }
    if (edits > 0) parts.push(down ? { kind: 'added', text: fresh[--y]! } : { kind: 'removed', text: old[--x]! });
  }
  return parts.reverse();
}

/**
 * How far each diagonal reached before each edit, as arrays around their middle: diagonal k of edit d was reached from d − 1.
 * @returns undefined where more than {@link MOST_EDITS} would be needed
 */
function searchSteps(old: readonly string[], fresh: readonly string[]): Int32Array[] | undefined {
  const steps: Int32Array[] = [];
  let reached = new Int32Array(1);
  for (let edits = 0; edits <= MOST_EDITS; edits++) {
    const next = new Int32Array(2 * edits + 1);
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && at(reached, k - 1) < at(reached, k + 1));
      let x = edits === 0 ? 0 : down ? at(reached, k + 1) : at(reached, k - 1) + 1;
      while (x < old.length && x - k < fresh.length && old[x] === fresh[x - k]) x++;
      next[k + edits] = x;
      if (x >= old.length && x - k >= fresh.length) return [...steps, reached];
    }
    steps.push(reached);
    reached = next;
  }
  return undefined;
}

/** What diagonal k has reached; the middle of the array is diagonal 0. */
function at(reached: Int32Array, k: number): number {
  return reached[k + (reached.length - 1) / 2] ?? -1;
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind) result[result.length - 1] = { kind: part.kind, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
