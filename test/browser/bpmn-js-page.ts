import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

/** Lengths and positions in diagram units (px at zoom 1), the origin at the top left. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Anything on the canvas that takes up room: a flow node, or the label outside a node or beside a flow. */
export interface Shape extends Box {
  readonly id: string;
  /** Ids of the sub-processes it lies in, and of the activity a boundary event sits on. */
  readonly within: readonly string[];
}

export interface Connection {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly within: readonly string[];
  readonly waypoints: readonly { readonly x: number; readonly y: number }[];
}

/** What bpmn-js made of one file. */
export interface OpenedDiagram {
  readonly warnings: readonly string[];
  /** Ids of all flow nodes and sequence flows that the XML holds, drawn or not. */
  readonly flowElements: readonly string[];
  readonly shapes: readonly Shape[];
  readonly connections: readonly Connection[];
  /** `camunda:` attributes that the Camunda descriptor does not know, as `<element id> <name>`. */
  readonly unknownAttributes: readonly string[];
}

/** Opens a BPMN text in the real bpmn-js modeler, with the Camunda descriptor as Camunda Modeler loads it. */
export async function openInBpmnJs(browser: Browser, xml: string): Promise<OpenedDiagram> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const descriptor = require.resolve('camunda-bpmn-moddle/resources/camunda.json');
  const camunda: unknown = JSON.parse(readFileSync(descriptor, 'utf8'));
  const page = await browser.newPage();
  try {
    await page.setContent('<div id="canvas" style="width: 1600px; height: 900px"></div>');
    await page.addScriptTag({ path: require.resolve('bpmn-js/dist/bpmn-modeler.development.js') });
    return await page.evaluate(importDiagram, { xml, camunda });
  } finally {
    await page.close();
  }
}

/** The few members of bpmn-js and moddle used in the page. */
interface ModdleElement {
  readonly id?: string;
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  $instanceOf?(type: string): boolean;
  readonly [property: string]: unknown;
}
interface CanvasElement extends Box {
  readonly id: string;
  readonly parent?: CanvasElement;
  readonly host?: CanvasElement;
  readonly source?: CanvasElement;
  readonly target?: CanvasElement;
  readonly waypoints?: Connection['waypoints'];
}
interface Modeler {
  importXML(xml: string): Promise<{ warnings: readonly { message: string }[] }>;
  getDefinitions(): ModdleElement;
  get(service: 'elementRegistry'): { getAll(): readonly CanvasElement[] };
}
declare const BpmnJS: new (options: { container: string; moddleExtensions: object }) => Modeler;

/** Runs in the page: reaches nothing but its argument and the page's globals. */
async function importDiagram({ xml, camunda }: { xml: string; camunda: unknown }): Promise<OpenedDiagram> {
  const modeler = new BpmnJS({ container: '#canvas', moddleExtensions: { camunda } });
  const { warnings } = await modeler.importXML(xml);

  const flowElements: string[] = [];
  const unknownAttributes: string[] = [];
  const visit = (element: ModdleElement, owner: string): void => {
    const id = element.id ?? owner;
    if (element.$instanceOf?.('bpmn:FlowNode') || element.$type === 'bpmn:SequenceFlow') flowElements.push(id);
    // What a descriptor knows is a property of the element; what none knows stays behind in `$attrs`.
    const unknown = Object.keys(element.$attrs ?? {}).filter((name) => name.startsWith('camunda:'));
    unknownAttributes.push(...unknown.map((name) => `${id} ${name}`));
    // `$parent` tells contained elements from referenced ones (sourceRef, incoming…).
    for (const value of Object.values(element).flat()) {
      const child = value as ModdleElement | undefined;
      if (child?.$type && child['$parent'] === element) visit(child, id);
    }
  };
  visit(modeler.getDefinitions(), 'definitions');

  const within = (element: CanvasElement): string[] => {
    const around = [element.parent, element.host].filter((outer) => outer !== undefined && outer !== null);
    return around.flatMap((outer) => [outer.id, ...within(outer)]);
  };
  // The root (the process itself) is no shape on the canvas.
  const drawn = modeler.get('elementRegistry').getAll().filter((element) => element.parent);
  const shapes = drawn
    .filter((element) => !element.waypoints)
    .map((shape) => ({
      id: shape.id,
      x: shape.x,
      y: shape.y,
      width: shape.width,
      height: shape.height,
      within: within(shape),
    }));
  const connections = drawn.flatMap((element) =>
    element.waypoints && element.source && element.target
      ? [
          {
            id: element.id,
            source: element.source.id,
            target: element.target.id,
            within: within(element),
            waypoints: element.waypoints.map(({ x, y }) => ({ x, y })),
          },
        ]
      : [],
  );
  return { warnings: warnings.map((warning) => warning.message), flowElements, shapes, connections, unknownAttributes };
}
