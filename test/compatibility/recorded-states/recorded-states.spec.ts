import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE_FORMAT_VERSION } from '#engine';
import { type RecordedState, resume } from './recorded-state.js';
import { recordings } from './recordings.js';

const versions = Array.from({ length: STATE_FORMAT_VERSION }, (_, i) => `v${i + 1}`);

describe.each(versions)('An instance stored in state format %s', (version) => {
  const files = readdirSync(join(__dirname, version)).filter((file) => file.endsWith('.json'));

  it.each(files)('goes on as it would have then: %s', async (file) => {
    const recorded = JSON.parse(readFileSync(join(__dirname, version, file), 'utf8')) as RecordedState;
    expect(await resume(__dirname, recorded)).toEqual(recorded.expected);
    expect(recorded.expected.outcome).toBe('completed');
  });
});

it('Every recording has been made', () => {
  const made = readdirSync(join(__dirname, `v${STATE_FORMAT_VERSION}`));
  expect(made).toEqual(expect.arrayContaining(recordings.map(({ name }) => `${name}.json`)));
});
