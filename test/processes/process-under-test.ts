import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess, type ProcessGraph } from '#bpmn';
import { type Decision, readDecisions } from '#decisions';
import { type Form, parseForm } from '#forms';
import type { JsonObject } from '#foundation';
import { CaseUnderTest } from './case-under-test.js';

type HistoryLine = CaseUnderTest['history'][number];

/** Does the service tasks of a topic: the variables it sees in, its output out. */
export type Systems = Readonly<Record<string, (variables: JsonObject) => JsonObject>>;

/** One folder of `processes/` as the server would run it: the drawing compiled, the forms and decisions read. */
export class ProcessUnderTest {
  private readonly cases: CaseUnderTest[] = [];

  private constructor(
    readonly graph: ProcessGraph,
    /** By id. */
    readonly forms: ReadonlyMap<string, Form>,
    /** By id. */
    readonly decisions: ReadonlyMap<string, Decision>,
    readonly systems: Systems,
  ) {}

  /** @param systems topics that are left out give no output. */
  static async read(key: string, systems: Systems = {}): Promise<ProcessUnderTest> {
    const folder = join('processes', key);
    const graph = await compileProcess(readFileSync(join(folder, `${key}.bpmn`)), key);
    const forms = filesIn(join(folder, 'forms')).map((file) => {
      const { form } = parseForm(readFileSync(file, 'utf8'));
      return [form.id, form] as const;
    });
    return new ProcessUnderTest(graph, new Map(forms), await decisionsIn(join(folder, 'decisions')), systems);
  }

  /** A new case. @param now ISO instant. @param at start event by id; left out: the one without a trigger */
  start(variables: JsonObject, now: string, at?: string): CaseUnderTest {
    const started = new CaseUnderTest(this, now);
    this.cases.push(started);
    started.start(variables, at);
    return started;
  }

  /** Ids of the elements and sequence flows that none of the cases so far has gone through. */
  get untravelled(): string[] {
    const travelled = new Set(
      this.cases.flatMap(({ history }) => history.flatMap((line, index) => this.passed(line, history[index + 1]))),
    );
    return [...Object.keys(this.graph.nodes), ...Object.keys(this.graph.flows)].filter((id) => !travelled.has(id));
  }

  /**
   * What a line of the history shows to have been passed. The engine records activities and no flows, but what has
   * ended has sent a token along each flow out of it; where conditions choose, the next line tells which, because the
   * engine follows a token at once.
   */
  private passed({ element, elementType, event }: HistoryLine, next: HistoryLine | undefined): string[] {
    const node = this.graph.nodes[element]!;
    const oneOfSeveralRuns = 'multiInstance' in node && node.multiInstance && elementType !== 'multiInstanceBody';
    if (event !== 'end' || oneOfSeveralRuns) return [];
    const flows = node.outgoing.map((id) => this.graph.flows[id]!);
    const chooses = flows.some(({ condition }) => condition !== undefined);
    const taken = chooses ? flows.filter(({ target }) => target === next?.element) : flows;
    return [element, ...taken.map(({ id }) => id)];
  }
}

/** Paths; a process may do without forms or decisions. */
function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
}

/** By id. */
async function decisionsIn(folder: string): Promise<ReadonlyMap<string, Decision>> {
  const read = await Promise.all(filesIn(folder).map((file) => readDecisions(readFileSync(file), { file })));
  return new Map(read.flatMap(({ decisions }) => decisions.map((decision) => [decision.id, decision])));
}
