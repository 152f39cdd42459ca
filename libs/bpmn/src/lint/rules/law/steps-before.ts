import type { GraphNode, ProcessGraph } from '../../../graph.js';
import { linkOf, linkTargets } from '../../link-targets.js';
import { nodesByScope } from '../../nodes-by-scope.js';
import { ISSUE, NUMBER, SIGN, stepsOf } from './issuing-steps.js';

const ALL = SIGN | NUMBER | ISSUE;

/**
 * The steps that are done on every path before a token is at a node, by node id. Solved as a data flow: every place
 * begins with all steps and loses those that one way to it lacks, until nothing changes. A parallel join has what any
 * of its branches did; a sub-process did what all its ends did; an event on a border knows only what came before its
 * activity. A multi-instance activity counts as run.
 */
export function stepsBefore(graph: ProcessGraph): ReadonlyMap<string, number> {
  const places = placesOf(graph);
  const done = new Map<Place, number>();
  const open: Place[] = [];
  const root = places.get(graph.key);
  if (root !== undefined) {
    done.set(root.before, 0);
    open.push(root.before);
  }
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const next of place.next) {
      const steps = next.from.map((previous) => done.get(previous) ?? ALL).reduce(next.joins ? or : and) | next.adds;
      if (steps === (done.get(next) ?? ALL)) continue;
      done.set(next, steps);
      open.push(next);
    }
  }
  return new Map([...places].map(([id, { before }]) => [id, done.get(before) ?? ALL]));
}

/** Before or after a node. */
interface Place {
  readonly adds: number;
  readonly joins: boolean;
  readonly from: Place[];
  readonly next: Place[];
}

interface Places {
  readonly before: Place;
  readonly after: Place;
}

const or = (a: number, b: number) => a | b;
const and = (a: number, b: number) => a & b;

function placesOf(graph: ProcessGraph): ReadonlyMap<string, Places> {
  const places = new Map(
    Object.values(graph.nodes).map((node): [string, Places] => [
      node.id,
      {
        before: { adds: 0, joins: node.type === 'parallelGateway', from: [], next: [] },
        after: { adds: stepsOf(node), joins: false, from: [], next: [] },
      },
    ]),
  );
  const inside = nodesByScope(graph);
  const links = linkTargets(graph);
  const link = (from: Place | undefined, to: Place | undefined) => {
    if (from === undefined || to === undefined) return;
    from.next.push(to);
    to.from.push(from);
  };
  for (const node of Object.values(graph.nodes)) {
    const here = places.get(node.id);
    const contents = inside.get(node.id) ?? [];
    if (contents.length === 0 || node.type === 'adHocSubProcess') link(here?.before, here?.after);
    for (const first of contents.filter((inner) => beginsIn(node, inner))) {
      link(here?.before, places.get(first.id)?.before);
    }
    for (const id of 'boundaryEvents' in node ? node.boundaryEvents : []) link(here?.before, places.get(id)?.before);
    const targets = node.outgoing.flatMap((flow) => graph.flows[flow]?.target ?? []);
    for (const id of [...targets, ...(links.get(node.id) ?? [])]) link(here?.after, places.get(id)?.before);
    if (node.scope !== undefined && endsItsScope(node, contents)) link(here?.after, places.get(node.scope)?.after);
  }
  return places;
}

function beginsIn(scope: GraphNode, inner: GraphNode): boolean {
  if (inner.type === 'startEvent' || inner.type === 'eventSubProcess') return true;
  if ('instantiate' in inner && inner.instantiate) return true;
  if (scope.type === 'adHocSubProcess') return scope.choices.includes(inner.id);
  return inner.incoming.length === 0 && 'starts' in scope && scope.starts.includes(inner.id);
}

/** Errors and cancellations leave by a border; an event sub-process ends what it is in only if it interrupts. */
function endsItsScope(node: GraphNode, contents: readonly GraphNode[]): boolean {
  if (node.outgoing.length > 0 || linkOf(node) !== undefined) return false;
  if ('forCompensation' in node && node.forCompensation === true) return false;
  if (node.type === 'eventSubProcess') {
    return contents.some((inner) => inner.type === 'startEvent' && inner.interrupting === true);
  }
  const kind = 'trigger' in node ? node.trigger?.kind : undefined;
  return kind !== 'error' && kind !== 'cancel' && kind !== 'compensation';
}
