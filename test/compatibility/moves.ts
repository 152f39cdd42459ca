import type { InMemoryProcess } from '#engine';
import type { JsonObject } from '#foundation';

/** One thing that happens to an instance from outside; elements are named by BPMN id. */
export type Move =
  | readonly ['completeTask' | 'completeJob' | 'deliverMessage' | 'endChild', string, JsonObject?]
  | readonly ['fireTimer' | 'completeAdHoc', string]
  /** The name of the signal. */
  | readonly ['deliverSignal', string]
  /** The ad-hoc sub-process, and what is chosen in it. */
  | readonly ['startActivity', string, string];

export function makeMoves(instance: InMemoryProcess, moves: readonly Move[]): void {
  for (const move of moves) {
    if (move[0] === 'startActivity') instance.startActivity(move[1], move[2]);
    else instance[move[0]](move[1], move[2]);
  }
}
