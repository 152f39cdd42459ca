import { type CalledElementBinding, compileProcess, type ProcessGraph } from '#bpmn';
import type { Transaction } from '#database';
import { BoundedCache } from '#foundation';
import { createHash } from 'node:crypto';
import { DefinitionNotFoundError, DefinitionSuspendedError } from '../errors.js';
import { DecisionStore } from './decision-store.js';

type Reader = Pick<Transaction, 'query'>;

/** How a call activity names what it calls. */
export interface CalledDefinition {
  readonly key: string;
  readonly binding: CalledElementBinding;
  readonly bindingValue?: string;
  /** The calling definition: `deployment` binding stays inside its deployment. */
  readonly callerDefinitionId?: string;
}

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
    const [row] = await reader.query<{ id: string; suspended: boolean }>(
      `select id, suspended_at is not null as suspended from process_definition
       where key = $1
         and ($2 <> 'version' or version::text = $3)
         and ($2 <> 'versionTag' or version_tag = $3)
         and ($2 <> 'deployment' or deployment_id = (select deployment_id from process_definition where id = $4))
       order by version desc limit 1`,
      [called.key, called.binding, called.bindingValue ?? null, called.callerDefinitionId ?? null],
    );
    if (row === undefined) {
      const which = called.bindingValue === undefined ? called.binding : `${called.binding} ${called.bindingValue}`;
      throw new DefinitionNotFoundError(`No process "${called.key}" (${which}) is deployed. Deploy it, or correct the key.`);
    }
    if (row.suspended) throw new DefinitionSuspendedError(called.key);
    return row.id;
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
