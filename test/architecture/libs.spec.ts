import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { levels } from './layers.mjs';

const root = join(__dirname, '..', '..');
const libsFolder = join(root, 'libs');

/** Level of each lib in the table of docs/ARCHITECTURE.md, whose rows begin `| 2 | \`bpmn\` |`. */
const documented = new Map(
  [...readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| (\d) \|([^|]*)\|/gm)].flatMap(
    ([, level, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, Number(level)] as const),
  ),
);

it('every level belongs to a lib that exists', () => {
  const libs = readdirSync(libsFolder).toSorted();
  expect(Object.keys(levels).toSorted()).toEqual(libs);
  expect([...documented.keys()].filter((name) => !name.startsWith('apps/')).toSorted()).toEqual(libs);
});

describe.each(readdirSync(libsFolder))('the lib %s', (lib) => {
  it('is on the level that docs/ARCHITECTURE.md says', () => {
    expect(levels[lib]).toEqual(expect.any(Number));
    expect(levels[lib]).toBe(documented.get(lib));
  });

  it('says in a README what it is for and in one index what others may use', () => {
    expect(readdirSync(join(libsFolder, lib))).toContain('README.md');
    expect(readdirSync(join(libsFolder, lib, 'src'))).toContain('index.ts');
  });
});
