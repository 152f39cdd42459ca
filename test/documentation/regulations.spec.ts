import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row that names what is no longer there is worse than no row: people rely on it when they are inspected. */

/** How many paragraphs (khoản) each article has, from article 1 on; 0: they are not numbered. */
interface Regulation {
  /** Of the decision that issues it. */
  readonly decision: readonly number[];
  readonly articles: readonly number[];
}

/** By the heading of their section. */
const REGULATIONS: Readonly<Record<string, Regulation>> = {
  '171/QĐ-BDT': { decision: [0, 0], articles: [2, 3, 2, 2, 3, 2, 0, 0, 0, 4, 3, 4, 0, 0] },
  '47/QĐ-STP': { decision: [0, 0, 0], articles: [2, 2, 3, 4, 2, 2, 3, 6, 8, 2, 3, 2, 5, 2, 6, 4, 5, 0, 0] },
  '158/QĐ-STP': { decision: [0, 0, 0], articles: [0, 0, 0, 2, 3, 0, 0, 0, 0, 0, 0] },
  '148/QĐ-SCT': { decision: [0, 0, 0], articles: [2, 2, 2, 2, 2, 0, 3, 5, 0, 8, 2, 8, 4, 2, 0] },
  '290/QĐ-BTP': { decision: [0, 0, 0], articles: [0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 9, 0, 3, 5, 3, 2] },
};

interface Row {
  readonly article: string;
  readonly asks: string;
  readonly keptBy: string;
  readonly shownBy: string;
}

const page = readFileSync('docs/regulations.md', 'utf8');
const sections = new Map(page.split(/^## /m).slice(1).map((text) => [text.split(/[:\n]/)[0]!, rowsOf(text)]));
const rows = [...sections.values()].flat();

const filesBelow = (folder: string, ending: string) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
};

describe('the page of the regulations', () => {
  it.each(Object.entries(REGULATIONS))('leaves out no article and no paragraph of %s, and makes none up', (name, { decision, articles }) => {
    const named = new Set(sections.get(name)!.flatMap(({ article }) => placesIn(article)));
    const wanted = [...placesOf('QĐ Điều', decision), ...placesOf('Điều', articles)];
    // A row of a whole article stands for its paragraphs.
    expect(wanted.filter((place) => !named.has(place) && !named.has(place.replace(/\.\d+$/, '')))).toEqual([]);
    const articlesOf = wanted.map((place) => place.replace(/\.\d+$/, ''));
    expect([...named].filter((place) => !wanted.includes(place) && !articlesOf.includes(place))).toEqual([]);
  });

  it('says of each row that it is kept and what shows it, or why it is no matter of software, or what is missing', () => {
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter((row) => kindOf(row) === undefined)).toEqual([]);
    // Of what is missing there are fewer and fewer; the other two grow.
    for (const kind of ['kept', 'organisational']) {
      expect(rows.filter((row) => kindOf(row) === kind).length).toBeGreaterThan(30);
    }
    expect(rows.filter((row) => kindOf(row) === 'not yet')).not.toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((path) => !existsSync(join('docs', path)))).toEqual([]);
  });

  it('quotes only tests that exist and run, each from the file it is linked to', () => {
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
    const named = [...page.matchAll(/`((?:GET|HEAD|POST|PUT|PATCH|DELETE) [^`]+)`/g)].map(([, route]) => route!);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((route) => !served.includes(route))).toEqual([]);
  });

  it('names only commands that the command line has', () => {
    const commands = [...page.matchAll(/`congvan ([a-z-]+)[^`]*`/g)].map(([, command]) => command!);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((command) => !existsSync(join('apps/cli/src/commands', `${command}.ts`)))).toEqual([]);
  });
});

function rowsOf(text: string): Row[] {
  const lines = text.split('\n').filter((line) => /^\| (?:QĐ )?(?:Điều|Phụ lục)/.test(line));
  return lines.map((line) => {
    const cells = line.slice(2, -2).split(' | ');
    expect([line, cells.length]).toEqual([line, 4]);
    const [article, asks, keptBy, shownBy] = cells;
    return { article: article!, asks: asks!, keptBy: keptBy!, shownBy: shownBy! };
  });
}

/** `Điều 5, 6.1` are `Điều 5` and `Điều 6.1`. */
function placesIn(article: string): string[] {
  const [, kind = '', numbers = ''] = /^(QĐ Điều|Điều) ([\d., ]+)$/.exec(article) ?? [];
  expect([article, numbers]).not.toEqual([article, '']);
  return numbers.split(', ').map((number) => `${kind} ${number}`);
}

function placesOf(kind: string, articles: readonly number[]): string[] {
  return articles.flatMap((paragraphs, index) =>
    paragraphs === 0
      ? [`${kind} ${index + 1}`]
      : Array.from({ length: paragraphs }, (_, paragraph) => `${kind} ${index + 1}.${paragraph + 1}`),
  );
}

/** What a row claims; undefined where that is nothing, or more than one thing. */
function kindOf({ keptBy, shownBy }: Row): 'kept' | 'organisational' | 'not yet' | undefined {
  const says = (words: string) => `${keptBy} ${shownBy}`.includes(words);
  const showsTest = shownBy.includes('“');
  if (keptBy === 'organisational: not software') return !showsTest && shownBy.length > 3 && !says('not yet') ? 'organisational' : undefined;
  if (keptBy.startsWith('not yet: ')) return shownBy === '–' && !says('organisational') ? 'not yet' : undefined;
  return showsTest && /`|\]\(/.test(keptBy) && !says('not yet') && !says('organisational') ? 'kept' : undefined;
}

/** What stands first in the brackets of `it(…)` and in the second ones of `it.each(…)(…)`; none where a test is left out. */
function testNamesIn(file: string): string[] {
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (/\b(?:x?it|test|x?describe)\.(?:skip|todo|only|failing)\b|\b(?:xit|xdescribe|fit|fdescribe)\(/.test(source)) return [];
  return [...source.matchAll(/(?:\bit|\))\(\s*(['"`])((?:\\.|(?!\1).)+)\1,/g)].map(([, , name]) => name!);
}

/** `GET /tasks/{id}` for each method of a controller, as its decorators say. */
function routesIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const [, base = ''] = /@Controller\((?:'([^']*)')?\)/.exec(source) ?? [];
  return [...source.matchAll(/@(Get|Head|Post|Put|Patch|Delete)\((?:'([^']*)')?\)/g)].map(([, method = '', path = '']) => {
    const parts = [base, path].filter((part) => part !== '').join('/');
    return `${method.toUpperCase()} /${parts.replace(/:(\w+)/g, '{$1}')}`;
  });
}
