import { readFile } from 'node:fs/promises';
import { ROUTING_VARIABLES } from '#documents';

const PEOPLE = /camunda:(?:assignee|candidateUsers|candidateGroups)="= ([^"]+)"/g;
const ELEMENTS = /camunda:elementVariable="([^"]+)"/g;

const found = (bpmn: string, pattern: RegExp) => [...bpmn.matchAll(pattern)].map(([, text]) => text!);
const namesIn = (expression: string) => expression.replaceAll(/&#34;.*?&#34;/g, '').match(/[A-Za-z]\w*/g) ?? [];

it.each(['incoming-document', 'reply-required', 'contribution', 'outgoing-document'])(
  'no operator sets the variables by which %s says whose its steps are',
  async (key) => {
    const bpmn = await readFile(`processes/${key}/${key}.bpmn`, 'utf8');
    const names = [...found(bpmn, PEOPLE).flatMap(namesIn), ...found(bpmn, ELEMENTS)];
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !ROUTING_VARIABLES.has(name))).toEqual([]);
  },
);
