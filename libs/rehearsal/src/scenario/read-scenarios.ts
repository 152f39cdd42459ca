import { LineCounter, parseDocument } from 'yaml';
import type { JsonObject, JsonValue } from '#foundation';
import { UnusableRehearsalError } from '../errors.js';
import { readInstant, readStep } from '../script/read-step.js';
import { optional, type Path, readList, readMap, readText, readTexts, ScriptValueError } from '../script/script-value.js';
import type { Expectation, Scenario, ScenarioFile, ScenarioStep } from './scenario.js';

/** What scenarios of one file may share, and each may say for itself. */
const SHARED = ['process', 'start', 'now', 'businessKey', 'variables', 'hold', 'services'];
const OUTCOMES = ['completed', 'cancelled', 'error'] as const;

/**
 * Reads a scenario file; docs/designer-guide.md tells the format.
 * @param text YAML. @param options.zone IANA zone of instants without one.
 * @throws UnusableRehearsalError naming file and line.
 */
export function readScenarios(text: string, { file, zone }: { file: string; zone: string }): ScenarioFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [problem] = document.errors;
  if (problem) throw unusable(file, lines.linePos(problem.pos[0]).line, problem.message);
  const lineOf = (path: Path): number => {
    // The value at a path that is not there: the line of what it is missing in.
    for (let at = [...path]; ; at = at.slice(0, -1)) {
      const node = at.length === 0 ? document.contents : document.getIn(at, true);
      const range = (node as { range?: readonly number[] } | null | undefined)?.range;
      if (range) return lines.linePos(range[0] ?? 0).line;
      if (at.length === 0) return 1;
    }
  };
  try {
    return { file, scenarios: new ScenarioReader(file, zone, lineOf).read(document.toJS() as JsonValue) };
  } catch (error) {
    if (!(error instanceof ScriptValueError)) throw error;
    throw unusable(file, lineOf(error.path), `${error.path.at(-1)}: ${error.what}`);
  }
}

class ScenarioReader {
  constructor(
    private readonly file: string,
    private readonly zone: string,
    private readonly lineOf: (path: Path) => number,
  ) {}

  read(value: JsonValue): Scenario[] {
    const shared = readMap(value, [], [...SHARED, 'people', 'scenarios']);
    const people = optional(shared, 'people', [], readPeople);
    return readList(shared['scenarios'], ['scenarios']).map((each, index) =>
      this.scenario(each, ['scenarios', index], shared, people),
    );
  }

  private scenario(value: JsonValue, path: Path, shared: JsonObject, people: Scenario['people']): Scenario {
    const own = readMap(value, path, [...SHARED, 'name', 'steps']);
    const said = <T>(key: string, read: (value: JsonValue, path: Path) => T): T | undefined =>
      optional(own, key, path, read) ?? optional(shared, key, [], read);
    const both = <T>(key: string, read: (value: JsonValue, path: Path) => T): T[] =>
      [optional(shared, key, [], read), optional(own, key, path, read)].filter((each) => each !== undefined);
    return {
      name: readText(own['name'], [...path, 'name']),
      file: this.file,
      line: this.lineOf(path),
      process: said('process', readText),
      start: said('start', readText),
      now: said('now', (now, at) => readInstant(now, at, this.zone)),
      businessKey: said('businessKey', readText),
      variables: Object.assign({}, ...both('variables', (map, at) => readMap(map, at))) as JsonObject,
      hold: both('hold', readTexts).flat(),
      people,
      services: new Map(both('services', readServices).flatMap((services) => [...services])),
      steps: readList(own['steps'], [...path, 'steps']).map((step, at) => this.step(step, [...path, 'steps', at])),
    };
  }

  private step(value: JsonValue, path: Path): ScenarioStep {
    const line = this.lineOf(path);
    const map = readMap(value, path);
    if (!Object.hasOwn(map, 'expect')) return { line, step: readStep(value, path, this.zone) };
    readMap(value, path, ['expect']);
    return { line, expect: this.expectation(map['expect'], [...path, 'expect']) };
  }

  private expectation(value: JsonValue | undefined, path: Path): Expectation {
    const map = readMap(value, path, ['open', 'onlyOpen', 'notOpen', 'ended', 'outcome', 'variables', 'due']);
    return {
      open: optional(map, 'open', path, readTexts),
      onlyOpen: optional(map, 'onlyOpen', path, readTexts),
      notOpen: optional(map, 'notOpen', path, readTexts),
      ended: optional(map, 'ended', path, readFlag),
      outcome: optional(map, 'outcome', path, readOutcome),
      variables: optional(map, 'variables', path, (variables, at) => readMap(variables, at)),
      due: optional(map, 'due', path, (due, at) => this.dueDates(due, at)),
    };
  }

  private dueDates(value: JsonValue, path: Path): Record<string, string | null> {
    return Object.fromEntries(
      Object.entries(readMap(value, path)).map(([task, due]) => [
        task,
        due === null ? null : readInstant(due, [...path, task], this.zone),
      ]),
    );
  }
}

function readPeople(value: JsonValue, path: Path): Map<string, string[]> {
  return new Map(
    Object.entries(readMap(value, path)).map(([login, groups]) => [login, readTexts(groups, [...path, login])]),
  );
}

function readServices(value: JsonValue, path: Path): Map<string, JsonObject> {
  return new Map(
    Object.entries(readMap(value, path)).map(([topic, output]) => [topic, readMap(output, [...path, topic])]),
  );
}

function readFlag(value: JsonValue, path: Path): boolean {
  if (typeof value === 'boolean') return value;
  throw new ScriptValueError(path, 'must be true or false.');
}

function readOutcome(value: JsonValue, path: Path): (typeof OUTCOMES)[number] {
  const outcome = OUTCOMES.find((each) => each === value);
  if (outcome !== undefined) return outcome;
  throw new ScriptValueError(path, `must be one of ${OUTCOMES.join(', ')}.`);
}

function unusable(file: string, line: number, what: string): UnusableRehearsalError {
  return new UnusableRehearsalError(file, [{ where: `${file}:${line}`, what }]);
}
