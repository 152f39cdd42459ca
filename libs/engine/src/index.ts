export { type Advance, advance } from './advance.js';
export { catchesError } from './catches-error.js';
export type { EngineCommand, EngineContext } from './command.js';
export type { EngineEffect } from './effect.js';
export {
  AlreadyStartedError,
  EngineError,
  NoOutgoingFlowError,
  NoStartEventError,
  NotOpenError,
  RunawayLoopError,
  UncaughtBpmnError,
  UnknownElementError,
  UnknownStateVersionError,
  UnsupportedElementError,
  UnusableAttributeError,
} from './errors.js';
export { InMemoryProcess, type OpenThing } from './in-memory-process.js';
export {
  hasEnded,
  openActivities,
  type OpenActivity,
  variablesOf,
  type WaitingToken,
  waitingTokens,
} from './read-state.js';
export { type ActivityInstance, type EngineState, STATE_FORMAT_VERSION } from './state.js';
