import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Box, type OpenedDiagram, openInBpmnJs } from './bpmn-js-page.js';
import { launchChromium } from './chromium.js';

/** Designers edit our processes in Camunda Modeler, which is bpmn-js: what it cannot read or draw, they cannot mend. */

const processes = join(process.cwd(), 'processes');
const files = readdirSync(processes, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.bpmn'));

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

it('finds the BPMN files of both main processes', () => {
  expect(files).toEqual(
    expect.arrayContaining(['incoming-document/incoming-document.bpmn', 'reply-required/reply-required.bpmn']),
  );
});

describe.each(files)('%s in bpmn-js', (file) => {
  let diagram: OpenedDiagram;
  beforeAll(async () => {
    diagram = await openInBpmnJs(browser, readFileSync(join(processes, file), 'utf8'));
  });

  it('opens without a warning', () => {
    expect(diagram.warnings).toEqual([]);
  });

  it('has no camunda attribute that the modeler does not know', () => {
    expect(diagram.unknownAttributes).toEqual([]);
  });

  it('shows every flow node and every sequence flow of the XML on the canvas', () => {
    const drawn = new Set([...diagram.shapes, ...diagram.connections].map(({ id }) => id));
    expect(diagram.flowElements).not.toEqual([]);
    expect(diagram.flowElements.filter((id) => !drawn.has(id))).toEqual([]);
  });

  it('lays no shape or label over another one', () => {
    const { shapes } = diagram;
    const overlaps = shapes.flatMap((one, index) =>
      shapes
        .slice(index + 1)
        .filter((other) => !one.within.includes(other.id) && !other.within.includes(one.id))
        .filter((other) => shareArea(one, other))
        .map((other) => `${one.id} and ${other.id}`),
    );
    expect(overlaps).toEqual([]);
  });

  it('leads no flow through a shape or label on its way', () => {
    const crossed = diagram.connections.flatMap((flow) => {
      const ends = [flow.source, flow.target, ...flow.within];
      const onTheWay = diagram.shapes.filter(({ id }) => !ends.includes(id));
      return segments(flow.waypoints).flatMap((segment) =>
        onTheWay.filter((shape) => shareArea(segment, shape)).map((shape) => `${flow.id} through ${shape.id}`),
      );
    });
    expect(crossed).toEqual([]);
  });
});

/** Whether two boxes have inner points in common; touching borders are not enough. */
function shareArea(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** The boxes around the straight pieces of a flow: for our orthogonal flows these are the pieces themselves. */
function segments(waypoints: readonly { readonly x: number; readonly y: number }[]): Box[] {
  return waypoints.slice(1).map((end, index) => {
    const start = waypoints[index] ?? end;
    return {
      x: Math.min(start.x, end.x),
      y: Math.min(start.y, end.y),
      width: Math.abs(start.x - end.x),
      height: Math.abs(start.y - end.y),
    };
  });
}
