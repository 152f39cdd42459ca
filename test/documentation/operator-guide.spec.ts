import { describeConfiguration } from '#foundation';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

describe('the operator guide', () => {
  it('lists every setting with its default and what it is for', async () => {
    const guide = await readFile('docs/operator-guide.md', 'utf8');
    const rows = describeConfiguration().map(
      (setting) => `| \`${setting.name}\` | ${setting.default ?? ''} | ${setting.description} |`,
    );
    expect(guide.split('\n')).toEqual(expect.arrayContaining(rows));
  });

  it('names only codes of the log that a program can write', async () => {
    const codes = await codesThatNeedSomebody();
    expect(codes.length).toBeGreaterThan(20);
    const sources = sourcesOfPrograms();
    expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });
});

/** The first column of the table under "When something fails". */
async function codesThatNeedSomebody(): Promise<string[]> {
  const guide = await readFile('docs/operator-guide.md', 'utf8');
  const [, chapter = ''] = guide.split('\n## When something fails\n');
  const [table = ''] = chapter.split('\n## ');
  const cells = table.split('\n').map((line) => /^\|([^|]*)\|/.exec(line)?.[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!));
}

/** All that the programs are made of, as one text. */
function sourcesOfPrograms(): string {
  const files = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const sources = files.filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\/testing\//.test(file));
  return sources.map((file) => readFileSync(file, 'utf8')).join('\n');
}
