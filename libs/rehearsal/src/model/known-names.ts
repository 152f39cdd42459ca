import { isExpression } from '#expressions';
import { UnknownNameError } from '../errors.js';
import type { Model } from './model.js';

type Kind = 'message' | 'signal';

/** The messages and signals of a model, which steps give by name or id. */
export class KnownNames {
  private readonly taken: Readonly<Record<Kind, ReadonlySet<string>>>;

  constructor(private readonly model: Model) {
    this.taken = { message: takenNames(model, 'message'), signal: takenNames(model, 'signal') };
  }

  /**
   * The name of what a step sends.
   * @throws UnknownNameError where nothing in the model can take it; names that are expressions may be anything.
   */
  nameOf(kind: Kind, nameOrId: string): string {
    const name = this.resolve(nameOrId);
    const taken = [...this.taken[kind]];
    if (!taken.includes(name) && !taken.some(isExpression)) throw new UnknownNameError(kind, nameOrId, taken);
    return name;
  }

  /** The name behind an id, whatever takes it. */
  resolve(nameOrId: string): string {
    return this.model.names.get(nameOrId) ?? nameOrId;
  }
}

/** Names, some as expressions, of what the processes wait for or begin with. */
function takenNames({ processes }: Model, kind: Kind): Set<string> {
  const nodes = [...processes.values()].flatMap((graph) => Object.values(graph.nodes));
  return new Set(
    nodes.flatMap((node): string[] => {
      if (node.type === 'receiveTask') return kind === 'message' ? [node.message?.message ?? node.id] : [];
      const catches = node.type === 'startEvent' || node.type === 'intermediateCatchEvent' || node.type === 'boundaryEvent';
      if (!catches) return [];
      const { trigger } = node;
      if (trigger?.kind === 'message') return kind === 'message' ? [trigger.message] : [];
      return trigger?.kind === 'signal' && kind === 'signal' ? [trigger.signal] : [];
    }),
  );
}
