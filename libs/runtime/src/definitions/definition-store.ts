import { compileProcess, type ProcessGraph } from '#bpmn';
import type { Transaction } from '#database';
import type { JsonObject } from '#foundation';
import { DefinitionNotFoundError } from '../errors.js';

type Reader = Pick<Transaction, 'query'>;

/** How a call activity names what it calls. */
export interface CalledDefinition {
  readonly key: string;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  readonly bindingValue?: string;
  /** The calling definition: `deployment` binding stays inside its deployment. */
  readonly callerDefinitionId?: string;
}

/** Most compiled definitions kept in memory; the one used longest ago goes first. */
const CACHE_SIZE = 500;

/** Compiled process definitions. A definition never changes, so what is cached never goes stale. */
export class DefinitionStore {
  private readonly graphs = new Map<string, Promise<ProcessGraph>>();

  graph(reader: Reader, definitionId: string): Promise<ProcessGraph> {
    let graph = this.graphs.get(definitionId);
    if (graph === undefined) {
      graph = this.load(reader, definitionId);
      graph.catch(() => this.graphs.delete(definitionId));
    } else {
      this.graphs.delete(definitionId);
    }
    this.graphs.set(definitionId, graph);
    if (this.graphs.size > CACHE_SIZE) this.graphs.delete(this.graphs.keys().next().value!);
    return graph;
  }

  /** @throws DefinitionNotFoundError naming the key and the binding. */
  async resolve(reader: Reader, called: CalledDefinition): Promise<string> {
    const [row] = await reader.query<{ id: string }>(
      `select id from process_definition
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
    return row.id;
  }

  private async load(reader: Reader, definitionId: string): Promise<ProcessGraph> {
    const [row] = await reader.query<{ bpmn: string; key: string }>('select bpmn, key from process_definition where id = $1', [
      definitionId,
    ]);
    if (row === undefined) throw new DefinitionNotFoundError(`There is no process definition ${definitionId}.`);
    return compileProcess(row.bpmn, row.key);
  }
}

/** The form of a user task as it was deployed with the definition, or undefined. */
export async function deployedForm(reader: Reader, definitionId: string, formKey: string): Promise<JsonObject | undefined> {
  const [row] = await reader.query<{ form: JsonObject | null }>(
    'select forms -> $2::text as form from process_definition where id = $1',
    [definitionId, formKey],
  );
  return row?.form ?? undefined;
}
