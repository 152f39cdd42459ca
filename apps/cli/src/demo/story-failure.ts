import { CongvanError } from '#foundation';

/** The office did not do what the story says. */
export class StoryFailure extends CongvanError {
  readonly code = 'demo.story-failed';
  readonly kind = 'internal';

  constructor(what: string, expected: unknown, seen: unknown) {
    super(`✗ ${what}\n    mong đợi: ${show(expected)}\n    nhận được: ${show(seen)}`);
  }
}

/** @throws StoryFailure unless the two are equal as JSON. */
export function expectEqual(what: string, expected: unknown, seen: unknown): void {
  if (JSON.stringify(expected) !== JSON.stringify(seen)) throw new StoryFailure(what, expected, seen);
}

/** @throws StoryFailure unless something is there. */
export function expectFound<T>(what: string, expected: string, seen: T | undefined): T {
  if (seen === undefined) throw new StoryFailure(what, expected, 'không có');
  return seen;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
