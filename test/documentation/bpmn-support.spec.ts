import { type BoundaryEventNode, compileProcess, type EventNode, UnusableBpmnFileError } from '#bpmn';
import { advance, UnsupportedElementError } from '#engine';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page that claims too much costs designers days; one that claims too little, elements that would have served. */

const page = readFileSync('docs/bpmn-support.md', 'utf8');
const section = (title: string) => page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
const rowsOf = (text: string) => [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | '));
const named = (text: string, prefix: string) =>
  [...text.matchAll(new RegExp(`${prefix}([A-Za-z]+)`, 'g'))].map(([, name = '']) => name);

const context = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

const DEFINITIONS: Readonly<Record<string, string>> = {
  none: '',
  message: '<messageEventDefinition/>',
  timer: '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>',
  signal: '<signalEventDefinition/>',
  conditional: '<conditionalEventDefinition><condition>= false</condition></conditionalEventDefinition>',
  error: '<errorEventDefinition/>',
  escalation: '<escalationEventDefinition/>',
  compensation: '<compensateEventDefinition/>',
  cancel: '<cancelEventDefinition/>',
  link: '<linkEventDefinition name="L"/>',
  terminate: '<terminateEventDefinition/>',
};

/** The event `X` in each place; the flags make it a non-interrupting one. */
const PLACES: Readonly<Record<string, (definition: string, flags: string) => string>> = {
  'process start': (definition) => `<startEvent id="X">${definition}</startEvent>`,
  'event sub-process start': (definition, flags) => `<startEvent id="S"/>
    <subProcess id="Sub" triggeredByEvent="true"><startEvent id="X" ${flags}>${definition}</startEvent></subProcess>`,
  'intermediate catch': (definition) => `<startEvent id="S"/>
    <intermediateCatchEvent id="X">${definition}</intermediateCatchEvent>`,
  boundary: (definition, flags) => `<startEvent id="S"/><transaction id="T"/>
    <boundaryEvent id="X" attachedToRef="T" ${flags}>${definition}</boundaryEvent>`,
  'intermediate throw': (definition) => `<startEvent id="S"/>
    <intermediateThrowEvent id="X">${definition}</intermediateThrowEvent>`,
  end: (definition) => `<startEvent id="S"/><endEvent id="X">${definition}</endEvent>`,
};

describe('the page of what of BPMN is executed', () => {
  const matrix = section('Events').split('\n\n').find((text) => text.startsWith('| trigger | process')) ?? '';
  const [[, ...places] = [], , ...triggers] = rowsOf(matrix);
  const cellsOf = ([trigger = '', ...cells]: string[]) =>
    cells.map((cell, column) => ({ trigger, place: places[column] ?? '', cell }));

  it('has a row for every trigger and a column for every place', () => {
    expect(places).toEqual(Object.keys(PLACES));
    expect(triggers.map(([trigger]) => trigger)).toEqual(Object.keys(DEFINITIONS));
  });

  it.each(triggers.flatMap(cellsOf))('says of $trigger, $place: $cell', async ({ trigger, place, cell }) => {
    const eventAs = (flags: string) => executed(PLACES[place]?.(DEFINITIONS[trigger] ?? '', flags) ?? '');
    const [asked, unasked] = [await eventAs('isInterrupting="false" cancelActivity="false"'), await eventAs('')];
    expect([asked?.id, unasked?.id]).toEqual(cell === '–' ? [undefined, undefined] : ['X', 'X']);
    if (cell === 'both') expect([asked?.interrupting, unasked?.interrupting]).toEqual([false, true]);
    if (cell === 'stops') expect([asked?.interrupting, unasked?.interrupting]).toEqual([true, true]);
  });

  it('names every other flow node of BPMN, in a table if it is executed and as refused if not', async () => {
    const flowNodes = flowNodeTypes().filter((type) => !type.endsWith('Event') || type === 'ImplicitThrowEvent');
    const isExecuted = await Promise.all(flowNodes.map(async (type) => (await executed(nodeOf(type))) !== undefined));
    const firstCells = rowsOf(section('Activities') + section('Gateways and flows')).map(([element = '']) => element);
    const tables = named(firstCells.join(' '), '`bpmn:');
    expect(tables.toSorted()).toEqual(flowNodes.filter((_type, at) => isExecuted[at]).toSorted());
    const refused = named(section('Not executed'), '`bpmn:');
    expect(refused.toSorted()).toEqual(flowNodes.filter((_type, at) => !isExecuted[at]).toSorted());
  });

  it('names only findings that there are, and extensions that are read, or are read past where it says so', () => {
    const sources = sourcesBelow('libs/bpmn/src');
    const codes = [...page.matchAll(/`bpmn\.([a-z-]+)`/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !sources.includes(`'${code}'`) && !sources.includes(`  ${code}:`))).toEqual([]);

    const [read = '', readPast = ''] = section('Extensions').split('Read past without a finding:');
    const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const isRead = (name: string) =>
      [`camunda:${name}`, `camunda:${capital(name)}`, `'${name}'`].some((text) => sources.includes(text));
    expect(named(read, '`camunda:').filter((name) => !isRead(name))).toEqual([]);
    expect(named(readPast, '`camunda:').filter(isRead)).toEqual([]);
  });
});

/** The event or other node `X` of a process, where the compiler takes the process and the engine starts it. */
async function executed(elements: string): Promise<EventNode | BoundaryEventNode | undefined> {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
    <process id="P" isExecutable="true">${elements}</process></definitions>`;
  try {
    const graph = await compileProcess(text);
    const at = graph.root.starts[0] ?? 'X';
    advance(graph, null, { type: 'start', variables: {}, at }, context);
    return graph.nodes['X'] as EventNode | BoundaryEventNode;
  } catch (error) {
    if (error instanceof UnusableBpmnFileError || error instanceof UnsupportedElementError) return undefined;
    throw error;
  }
}

function nodeOf(type: string): string {
  return `<startEvent id="S"/><${type.charAt(0).toLowerCase()}${type.slice(1)} id="X"/>`;
}

interface MetamodelType {
  readonly name: string;
  readonly isAbstract?: boolean;
  readonly superClass?: readonly string[];
}

/** What the metamodel of BPMN knows as a flow node and a file can hold. */
function flowNodeTypes(): string[] {
  const file = 'node_modules/bpmn-moddle/resources/bpmn/json/bpmn.json';
  const { types } = JSON.parse(readFileSync(file, 'utf8')) as { readonly types: readonly MetamodelType[] };
  const isFlowNode = ({ name, superClass = [] }: MetamodelType): boolean =>
    name === 'FlowNode' || types.some((type) => superClass.includes(type.name) && isFlowNode(type));
  return types.filter((type) => type.isAbstract !== true && isFlowNode(type)).map(({ name }) => name);
}

function sourcesBelow(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('testing'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}
