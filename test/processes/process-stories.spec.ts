import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenarios } from '#rehearsal';

/** What may happen to every process: each folder tells it, or says why it cannot happen there. */
const PATHS = ['happy path', 'late path', 'return', 'recall', 'refusal', 'pause', 'change of lead'];
/** What a folder may tell beside. */
const MORE = ['correction', 'system down'];

const entries = readdirSync('processes', { withFileTypes: true });
const keys = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);

describe.each(keys)('the folder processes/%s', (key) => {
  const folder = join('processes', key);
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');

  it('names the articles that it implements', () => {
    expect(readme.match(/(?:171|47|148|NĐ 30) Điều \d+/g)).not.toBeNull();
  });

  it('tells of each path which scenario plays it, or why there is none', () => {
    const played = new Set(namesIn(join(folder, 'scenarios')));
    const told = storiesOf(readme);
    expect([...told.keys()].filter((path) => !MORE.includes(path))).toEqual(PATHS);
    for (const [path, by] of told) {
      const names = [...by.matchAll(/«([^»]+)»/g)].map(([, name]) => name!);
      const missing = names.filter((name) => !played.has(name));
      expect({ path, missing, isTold: names.length > 0 || /^none: .{10}/.test(by) }).toEqual({ path, missing: [], isTold: true });
    }
    // Something must go well.
    expect(told.get(PATHS[0]!)).toContain('«');
  });

  it('has a table of handling times by urgency, of incidents by severity, of recurring duties by period, of questions by topic, or says why it needs none', () => {
    const tables = existsSync(join(folder, 'decisions')) ? readdirSync(join(folder, 'decisions')) : [];
    expect(readme.includes('**No decision table.** ')).toBe(tables.length === 0);
    for (const file of tables) {
      expect(readme).toContain(`decisions/${file}`);
      expect(readFileSync(join(folder, 'decisions', file), 'utf8')).toMatch(/urgency|severity|periodKind|name="period"|<text>topic</);
    }
  });
});

function namesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return readScenarios(text, { file, zone: 'Asia/Ho_Chi_Minh' }).scenarios.map(({ name }) => name);
  });
}

/** The rows of the table "Stories", by path. */
function storiesOf(readme: string): Map<string, string> {
  const [, section = ''] = /^## Stories\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(readme) ?? [];
  const rows = [...section.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, path, by]) => [path!, by!] as const);
  return new Map(rows.filter(([path]) => path !== 'path' && !path.startsWith('-')));
}
