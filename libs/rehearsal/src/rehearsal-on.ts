import type { Model } from './model/model.js';
import type { Rehearsal } from './rehearsal.js';
import { EngineRehearsal, type EngineRehearsalOptions } from './rehearse-on-engine.js';
import { ReferenceRehearsal } from './rehearse-on-reference.js';

/** `congvan` is the engine that runs real cases, `reference` is bpmn-engine. */
export type RehearsalEngine = 'congvan' | 'reference';

/** @throws ReferenceEngineError when bpmn-engine cannot read the file. */
export async function rehearsalOn(
  engine: RehearsalEngine,
  model: Model,
  options: EngineRehearsalOptions,
): Promise<Rehearsal> {
  return engine === 'congvan' ? new EngineRehearsal(model, options) : ReferenceRehearsal.load(model, options);
}
