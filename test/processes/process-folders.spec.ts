import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProcessGraph, type ProcessReferences, readProcesses, type ReadProcesses, type UserTaskNode } from '#bpmn';
import { parseForm } from '#forms';

/** What a designer who reads a folder counts on, whatever the process does. */

const entries = readdirSync('processes', { withFileTypes: true });
/** What begins with a dot is for the editor. */
const keys = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);

describe.each(keys)('the folder processes/%s', (key) => {
  const folder = join('processes', key);
  const forms = existsSync(join(folder, 'forms')) ? readdirSync(join(folder, 'forms')) : [];
  let read: ReadProcesses;
  let graph: ProcessGraph;
  let references: ProcessReferences;
  beforeAll(async () => {
    const file = `${key}.bpmn`;
    read = await readProcesses(readFileSync(join(folder, file)), { file });
    ({ graph, references } = read.processes[0]!);
  });

  it('holds one process, of its own name and without a finding', () => {
    expect(read.findings).toEqual([]);
    expect(read.processes.map((process) => process.graph.key)).toEqual([key]);
  });

  it('has a form for every form key, and none that nobody fills in', () => {
    expect(new Set(references.forms.map((form) => `${form.key}.form`))).toEqual(new Set(forms));
  });

  for (const file of forms) {
    it(`can be filled in: ${file} is a form of that name without a finding`, () => {
      const { form, findings } = parseForm(readFileSync(join(folder, 'forms', file), 'utf8'));
      expect(findings).toEqual([]);
      expect(`${form.id}.form`).toBe(file);
    });
  }

  it('calls processes that are there', () => {
    for (const called of references.called) {
      expect(existsSync(join('processes', called.key, `${called.key}.bpmn`))).toBe(true);
    }
  });

  it('tells in its README of every step who does it with which form', () => {
    const told = stepsOf(readFileSync(join(folder, 'README.md'), 'utf8'));
    for (const node of Object.values(graph.nodes)) {
      const { id, name } = node;
      if (node.type === 'serviceTask' || node.type === 'businessRuleTask') expect(told.get(id)).toEqual({ name, who: 'system', form: undefined });
      if (node.type === 'userTask') expect(told.get(id)).toEqual({ name, who: whoDoes(node), form: node.formKey });
    }
    expect([...told.keys()].filter((id) => !(id in graph.nodes))).toEqual([]);
  });
});

interface ToldStep {
  readonly name: string;
  /** A group (`leader`), the role of a group (`head:`), or a word. */
  readonly who: string;
  readonly form: string | undefined;
}

/** The rows of the table "Steps", by element id: `| \`Task_X\` Name | who | form | …`. */
function stepsOf(readme: string): Map<string, ToldStep> {
  const rows = readme.matchAll(/^\| `(?<id>\w+)` (?<name>[^|]+) \| (?<who>[^|]+) \| (?:`(?<form>\w+)`|–) \|/gm);
  return new Map(
    [...rows].map(({ groups }) => {
      const { id = '', name = '', who = '', form } = groups ?? {};
      return [id, { name, who: /^`(\w+:?)/.exec(who)?.[1] ?? who, form }];
    }),
  );
}

function whoDoes({ assignee, candidateGroups }: UserTaskNode): string {
  if (assignee !== undefined) return assignee.replace('= ', 'the ');
  const [group = ''] = candidateGroups;
  return /^= "(\w+:)"/.exec(group)?.[1] ?? group;
}
