export { ReferenceEngineError, ReferenceNotWaitingError, ReferenceRunawayError } from './errors.js';
export { ReferenceModel } from './reference-model.js';
export type { ReferenceProcess, ReferenceTraceEntry } from './reference-process.js';
