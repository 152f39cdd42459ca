import { compileProcess, type ProcessGraph } from '#bpmn';
import type { Transaction } from '#database';
import { BoundedCache } from '#foundation';
import { createHash } from 'node:crypto';
import { DefinitionNotFoundError } from '../errors.js';
import { DecisionStore } from './decision-store.js';
import { type CalledDefinition, definitionIn, findDefinition, type FoundDefinition } from './find-definition.js';

type Reader = Pick<Transaction, 'query'>;

/** Most compiled definitions kept in memory. */
const CACHE_SIZE = 500;

/** Compiled process definitions, and the decisions that they ask. A definition never changes, so no cache goes stale. */
export class DefinitionStore {
  readonly decisions = new DecisionStore();
  /** By id of the definition. */
  private readonly graphs = new BoundedCache<string, Promise<ProcessGraph>>(CACHE_SIZE);
  /** By checksum of key and file: versions that differ in a form only, or return to an old file, share one. */
  private readonly compiled = new BoundedCache<string, Promise<ProcessGraph>>(CACHE_SIZE);

  graph(reader: Reader, definitionId: string): Promise<ProcessGraph> {
    return this.graphs.getOrAdd(definitionId, () => {
      const graph = this.load(reader, definitionId);
      // Not to be found, or no connection, this time: the next caller asks again.
      graph.catch(() => this.graphs.delete(definitionId));
      return graph;
    });
  }

  /** @throws DefinitionNotFoundError naming the key and the binding; DefinitionSuspendedError. */
  async resolve(reader: Reader, called: CalledDefinition): Promise<string> {
    const { sql, parameters } = findDefinition(called);
    return definitionIn(await reader.query<FoundDefinition>(sql, parameters), called);
  }

  private async load(reader: Reader, definitionId: string): Promise<ProcessGraph> {
    const [row] = await reader.query<{ bpmn: string; key: string }>('select bpmn, key from process_definition where id = $1', [
      definitionId,
    ]);
    if (row === undefined) throw new DefinitionNotFoundError(`There is no process definition ${definitionId}.`);
    const checksum = createHash('sha256').update(`${row.key}\n${row.bpmn}`).digest('hex');
    return this.compiled.getOrAdd(checksum, () => compileProcess(row.bpmn, row.key));
  }
}
