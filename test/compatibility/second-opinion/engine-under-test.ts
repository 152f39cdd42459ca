import { CongvanError, type JsonObject } from '#foundation';

/** One thing that people, services, other systems or time do to an instance. Elements go by BPMN id. */
export type Move =
  | readonly ['complete' | 'job', element: string, variables?: JsonObject]
  | readonly ['error', element: string, code: string]
  | readonly ['message' | 'signal', name: string, variables?: JsonObject]
  | readonly ['timer', element: string]
  | readonly ['set', variables: JsonObject];

/** What shows of an instance. Branches run in no particular order against each other, so lists are sorted. */
export interface Seen {
  /** Ids of what has ended since the look before; of a multi-instance activity the body alone. */
  readonly ended: readonly string[];
  /** Ids of what waits for a move, one for each run. */
  readonly open: readonly string[];
  readonly over: boolean;
  readonly variables: JsonObject;
}

/** One instance of a BPMN file on one of the two engines. */
export interface EngineUnderTest {
  start(variables: JsonObject): Promise<void>;
  /** @throws CongvanError where nothing waits for the move, or it leads to something that cannot be done. */
  make(move: Move): void;
  look(): Seen;
}

/** When and where instances run. */
export const env = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

/** What an engine made of one move, in one line: `A B | C` is "A and B have ended, C is open"; `fails` is an error. */
export async function told(engine: EngineUnderTest, step: () => void | Promise<void>): Promise<string> {
  try {
    await step();
  } catch (error) {
    if (error instanceof CongvanError) return 'fails';
    throw error;
  }
  const { ended, open, over } = engine.look();
  return `${ended.join(' ')} | ${over ? 'over' : open.join(' ')}`.trim();
}
