import { describeConfiguration } from '#foundation';
import { readFile } from 'node:fs/promises';

describe('the operator guide', () => {
  it('lists every setting with its default and what it is for', async () => {
    const guide = await readFile('docs/operator-guide.md', 'utf8');
    const rows = describeConfiguration().map(
      (setting) => `| \`${setting.name}\` | ${setting.default ?? ''} | ${setting.description} |`,
    );
    expect(guide.split('\n')).toEqual(expect.arrayContaining(rows));
  });
});
