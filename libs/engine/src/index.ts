export { type Advance, advance } from './advance.js';
export { MAX_CALL_DEPTH } from './call-depth.js';
export { catchesError } from './catches-error.js';
export type { DecisionRequest, EngineCommand, EngineContext, ModificationInstruction, OfficeCalendar } from './command.js';
export { type CountedDueTime, dueTimes, type TimedThing } from './due-times.js';
export { CONTINUE_TOPIC, type EngineEffect } from './effect.js';
export {
  ActivityNotOfferedError,
  AlreadyStartedError,
  EngineError,
  NoOutgoingFlowError,
  NoStartEventError,
  NotAnEntryError,
  NotOpenError,
  RunawayLoopError,
  ScriptsOffError,
  SequentialActivitiesError,
  UncaughtBpmnError,
  UnknownElementError,
  UnknownStateVersionError,
  UnsupportedElementError,
  UnusableAttributeError,
} from './errors.js';
export { mappedError } from './mapped-error.js';
export { InMemoryProcess, type OpenThing } from './in-memory-process.js';
export { interruptsOnEscalation } from './interrupts-on-escalation.js';
export { MigrationImpossibleError, ModificationImpossibleError } from './live-change/errors.js';
export { generateMigrationPlan } from './live-change/generate-migration-plan.js';
export { migrate } from './live-change/migrate.js';
export type { ElementMapping, MigrationPlan } from './live-change/migration-plan.js';
export { validateMigration } from './live-change/validate-migration.js';
export {
  hasEnded,
  isArmed,
  localVariablesOf,
  openActivities,
  type OpenActivity,
  variablesOf,
  type WaitingToken,
  waitingTokens,
} from './read-state.js';
export { nextStartTimer, startTimer, type StartTrigger, startTriggers } from './start-triggers.js';
export { type ActivityInstance, type ArmedCycle, type EngineState, STATE_FORMAT_VERSION } from './state.js';
export { sameValue } from './execution/same-value.js';
export type { Timing } from './execution/timers.js';
