import { type Decision, type DecisionResult, evaluateDecision, readDecisions } from '#decisions';
import type { Transaction } from '#database';
import type { DecisionRequest } from '#engine';
import type { ExpressionEnv } from '#expressions';
import { BoundedCache, type JsonObject } from '#foundation';
import { DecisionNotFoundError } from '../errors.js';

type Reader = Pick<Transaction, 'query'>;

/** One version of a decision with all it requires, ready to be asked. */
export type LoadedDecision = (variables: JsonObject, env: ExpressionEnv) => DecisionResult;

/** Most DMN files kept in memory. */
const CACHE_SIZE = 500;

/** Decisions as deployed. A version never changes, so what is cached never goes stale. */
export class DecisionStore {
  private readonly files = new BoundedCache<string, Promise<ReadonlyMap<string, Decision>>>(CACHE_SIZE);

  /**
   * @param definitionId the asking process: `deployment` binding takes what was deployed with it.
   * @throws DecisionNotFoundError naming the key and the binding.
   */
  async load(reader: Reader, request: DecisionRequest, definitionId: string): Promise<LoadedDecision> {
    const { key, binding, bindingValue } = request;
    const [row] = await reader.query<{ id: string }>(
      `select id from decision_definition
       where key = $1
         and ($2 <> 'version' or version::text = $3)
         and ($2 <> 'versionTag' or version_tag = $3)
         and ($2 <> 'deployment' or id in (select unnest(decisions) from process_definition where id = $4))
       order by version desc limit 1`,
      [key, binding, bindingValue ?? null, definitionId],
    );
    if (row === undefined) {
      const which = bindingValue === undefined ? binding : `${binding} ${bindingValue}`;
      throw new DecisionNotFoundError(`No decision "${key}" (${which}) is deployed. Deploy it, or correct the reference.`);
    }
    const decisions = await this.decisionsOf(reader, row.id);
    return (variables, env) => evaluateDecision(decisions, key, variables, env);
  }

  private decisionsOf(reader: Reader, id: string): Promise<ReadonlyMap<string, Decision>> {
    return this.files.getOrAdd(id, () => {
      const decisions = readFile(reader, id);
      // No connection, this time: the next caller asks again.
      decisions.catch(() => this.files.delete(id));
      return decisions;
    });
  }
}

async function readFile(reader: Reader, id: string): Promise<ReadonlyMap<string, Decision>> {
  const [row] = await reader.query<{ dmn: string; fileName: string }>(
    'select dmn, file_name as "fileName" from decision_definition where id = $1',
    [id],
  );
  const { decisions } = await readDecisions(row?.dmn ?? '', { file: row?.fileName ?? '' });
  return new Map(decisions.map((decision) => [decision.id, decision]));
}
