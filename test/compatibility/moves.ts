import type { InMemoryProcess } from '#engine';
import type { JsonObject } from '#foundation';

/** One thing that happens to an instance from outside; elements are named by BPMN id. */
export type Move =
  | readonly ['completeTask' | 'completeJob' | 'deliverMessage' | 'endChild', string, JsonObject?]
  | readonly ['fireTimer', string];

export function makeMoves(instance: InMemoryProcess, moves: readonly Move[]): void {
  for (const [verb, element, variables] of moves) instance[verb](element, variables);
}
