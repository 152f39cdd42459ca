import type { ProcessGraph } from '#bpmn';
import type { EngineEffect } from '../effect.js';
import { InMemoryProcess } from '../in-memory-process.js';
import { generateMigrationPlan } from '../live-change/generate-migration-plan.js';
import { migrate } from '../live-change/migrate.js';
import type { MigrationPlan } from '../live-change/migration-plan.js';
import { context } from './model.js';

/** The instance as it goes on with another graph, by a plan or by equal ids, with what it had open. */
export function migrated(
  instance: InMemoryProcess,
  target: ProcessGraph,
  plan: MigrationPlan = generateMigrationPlan(instance.graph, target),
): { readonly instance: InMemoryProcess; readonly effects: readonly EngineEffect[] } {
  const { state, effects } = migrate(instance.graph, target, instance.state!, plan, { ...context, now: instance.now });
  const moved = new InMemoryProcess(target, { ...context, now: instance.now });
  moved.state = state;
  for (const [key, thing] of instance.open) moved.open.set(key, thing);
  for (const effect of effects) follow(moved, effect);
  return { instance: moved, effects };
}

function follow({ open }: InMemoryProcess, effect: EngineEffect): void {
  switch (effect.type) {
    case 'moveActivity': {
      const thing = open.get(effect.key);
      if (thing) open.set(effect.key, { ...thing, element: effect.element });
      break;
    }
    case 'rescheduleTimer': {
      const timer = open.get(effect.key);
      if (timer?.type === 'armTimer') open.set(effect.key, { ...timer, due: effect.due });
      break;
    }
    case 'openTask':
    case 'scheduleJob':
    case 'armTimer':
    case 'subscribe':
    case 'subscribeSignal':
    case 'offerActivities':
    case 'startChild':
      open.set(effect.key, effect);
      break;
    case 'disarmTimer':
    case 'unsubscribe':
    case 'withdrawOffer':
      open.delete(effect.key);
  }
}
