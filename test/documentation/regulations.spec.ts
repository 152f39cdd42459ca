import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row that names what is no longer there is worse than no row: people rely on it when they are inspected. */

const page = readFileSync('docs/regulations.md', 'utf8');
const filesBelow = (folder: string, ending: string) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
};

describe('the page of the regulations', () => {
  it('links only to files that exist', () => {
    const links = [...page.matchAll(/\]\((\.\.[^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((path) => !existsSync(join('docs', path)))).toEqual([]);
  });

  it('quotes only tests that exist, each from the file it is linked to', () => {
    const quoted = [...page.matchAll(/\]\(([^)]+\.spec\.ts)\)((?:,? “[^”]+”)+)/g)].flatMap(([, path, names]) =>
      [...names!.matchAll(/“([^”]+)”/g)].map(([, name]) => ({ file: join('docs', path!), name: name! })),
    );
    expect(quoted).toHaveLength(page.match(/“/g)!.length);
    expect(quoted.filter(({ file, name }) => !testNamesIn(file).includes(name))).toEqual([]);
  });

  it('names only steps that are drawn in a process', () => {
    const drawn = filesBelow('processes', '.bpmn').map((file) => readFileSync(file, 'utf8')).join('\n');
    const steps = [...page.matchAll(/`([A-Z][a-z]+_\w+)`/g)].map(([, step]) => step!);
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.filter((step) => !drawn.includes(`id="${step}"`))).toEqual([]);
  });

  it('names only routes that a controller has', () => {
    const served = filesBelow('apps/api/src', '.controller.ts').flatMap(routesIn);
    const named = [...page.matchAll(/`((?:GET|POST|PUT|DELETE) [^`]+)`/g)].map(([, route]) => route!);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((route) => !served.includes(route))).toEqual([]);
  });

  it('has for every article something that keeps it and something that shows it', () => {
    const [kept = ''] = page.split('## Not kept yet');
    const rows = kept.split('\n').filter((line) => /^\| (?:\d+ )?(?:Điều|Phụ lục)/.test(line));
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) expect(row).toMatch(/^\| [^|]+ \| [^|]+ \| [^|]*(?:`|\]\()[^|]+ \| [^|]*“[^|]+ \|$/);
  });
});

/** What stands first in the brackets of `it(…)` and in the second ones of `it.each(…)(…)`. */
function testNamesIn(file: string): string[] {
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return [...source.matchAll(/(?:\bit|\))\(\s*(['"`])((?:\\.|(?!\1).)+)\1,/g)].map(([, , name]) => name!);
}

/** `GET /tasks/{id}` for each method of a controller, as its decorators say. */
function routesIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const [, base = ''] = /@Controller\((?:'([^']*)')?\)/.exec(source) ?? [];
  return [...source.matchAll(/@(Get|Post|Put|Delete)\((?:'([^']*)')?\)/g)].map(([, method = '', path = '']) => {
    const parts = [base, path].filter((part) => part !== '').join('/');
    return `${method.toUpperCase()} /${parts.replace(/:(\w+)/g, '{$1}')}`;
  });
}
