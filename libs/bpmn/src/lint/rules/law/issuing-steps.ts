import type { GraphNode } from '../../../graph.js';

/** A step of issuing an outgoing document; a set of them is a sum of bits. */
export const SIGN = 1;
export const NUMBER = 2;
export const ISSUE = 4;

const NAMES: ReadonlyMap<string, number> = new Map([
  ['sign', SIGN],
  ['number', NUMBER],
  ['issue', ISSUE],
]);

/** The handlers of the office that are such steps. Issuing takes the number and issues in one step. */
const TOPICS: ReadonlyMap<string, number> = new Map([
  ['documents.record-signature', SIGN],
  ['documents.issue-outgoing', NUMBER | ISSUE],
]);

/**
 * The steps that an element does: by the topic of its handler, or as its `camunda:property` `lawStep` says (`sign`,
 * `number`, `issue`, or several with commas).
 */
export function stepsOf(node: GraphNode): number {
  const named = node.properties?.['lawStep'];
  if (named !== undefined) {
    return named.split(',').reduce((steps, name) => steps | (NAMES.get(name.trim()) ?? 0), 0);
  }
  const implementation = 'implementation' in node ? node.implementation : undefined;
  return implementation?.kind === 'topic' ? (TOPICS.get(implementation.topic) ?? 0) : 0;
}
