import TestSequencer from '@jest/test-sequencer';

/** The package is CommonJS: what it gives by default is one level further in. */
const Sequencer = TestSequencer.default ?? TestSequencer;

/**
 * Jest goes by what it remembers of the last run, and in a fresh clone by the length of the files. Campaigns are short to
 * write and long to run: begun last, they would leave all but one worker without work at the end.
 */
const LONGEST = ['/test/durability/', '/test/integration/office-year.', '/test/integration/main-job.', '/test/browser/', '/test/integration/'];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONGEST.findIndex((part) => path.includes(part));
      return found === -1 ? LONGEST.length : found;
    };
    return super.sort(tests).toSorted((one, other) => place(one) - place(other));
  }
}
