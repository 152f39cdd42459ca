import type { Caller } from '#audit';
import type { Database } from '#database';
import { generateMigrationPlan, type MigrationPlan, validateMigration } from '#engine';
import { CongvanError, type Finding, type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { CommandExecutor } from '../executor/command-executor.js';
import type { DefinitionStore } from '../definitions/definition-store.js';
import { MigrationPlanRefusedError } from './errors.js';
import { migrateInstance } from './migrate-instance.command.js';

export interface MigrationTools {
  readonly executor: CommandExecutor;
  readonly database: Database;
  readonly definitions: DefinitionStore;
}

export interface MigrateInstancesInput {
  /** Ids of process definitions. */
  readonly from: string;
  readonly to: string;
  /** Absent: every element goes to the one with the same id, where it can. */
  readonly plan?: MigrationPlan;
  /** Absent: every active instance of `from`. */
  readonly instanceIds?: readonly string[];
  /** Also instances of `from` that another one has called; with `instanceIds`, those that the named ones have called. */
  readonly withCalled?: boolean;
  /** Checks everything and changes nothing. */
  readonly dryRun?: boolean;
  /** Instances in this part of the migration; `after` goes on where the last part has ended. */
  readonly limit: number;
  readonly after?: string;
}

/** What came of one instance. */
export interface InstanceMigration {
  readonly instanceId: string;
  /** `possible`: after a dry run. `refused`: it stands as it stood. */
  readonly outcome: 'migrated' | 'possible' | 'refused';
  /** Why it was refused. */
  readonly findings: readonly Finding[];
}

export interface MigrationReport extends Page<InstanceMigration> {
  /** The plan that was followed. */
  readonly plan: MigrationPlan;
}

const instanceKey = z.uuid();

/**
 * Migrates instances by one plan, each in a transaction of its own, so that one that cannot go keeps none of the others
 * back. The plan is checked as a whole before any of them is looked at.
 * @param migrate what the office knows of single instances lies above this lib, so the app hands it in
 * @throws DefinitionNotFoundError, MigrationPlanRefusedError
 */
export async function migrateInstances(
  { executor, database, definitions }: MigrationTools,
  input: MigrateInstancesInput,
  caller: Caller,
  migrate: typeof migrateInstance = migrateInstance,
): Promise<MigrationReport> {
  const { from, to, dryRun = false, limit } = input;
  const [source, target] = [await definitions.graph(database, from), await definitions.graph(database, to)];
  const plan = input.plan ?? generateMigrationPlan(source, target);
  const findings = validateMigration(source, target, plan);
  if (findings.length > 0) throw new MigrationPlanRefusedError(findings);

  const { items, next } = toPage(await selectInstances(database, input), limit, ({ id }) => id);
  const results: InstanceMigration[] = [];
  for (const { id: instanceId } of items) {
    try {
      await executor.execute(migrate, { instanceId, from, to, plan, dryRun }, caller);
      results.push({ instanceId, outcome: dryRun ? 'possible' : 'migrated', findings: [] });
    } catch (error) {
      if (!(error instanceof CongvanError) || error.kind === 'internal') throw error;
      results.push({ instanceId, outcome: 'refused', findings: findingsOf(error, instanceId) });
    }
  }
  return { plan, items: results, next };
}

function findingsOf({ code, message, findings }: CongvanError, instanceId: string): readonly Finding[] {
  return findings.length > 0 ? findings : [{ where: instanceId, code, what: message }];
}

/** In order of their ids, which nothing changes, so that a migration can go on where it was broken off. */
async function selectInstances(
  database: Database,
  { from, instanceIds, withCalled = false, limit, after }: MigrateInstancesInput,
): Promise<{ id: string }[]> {
  const last = readCursor(after, instanceKey) ?? null;
  return instanceIds === undefined
    ? database.query(
        `select id from process_instance
         where definition_id = $1 and status = 'active' and ($2 or parent_instance_id is null)
           and ($3::uuid is null or id > $3)
         order by id limit $4`,
        [from, withCalled, last, limit + 1],
      )
    : database.query(
        `with recursive family as (
           select id from unnest($1::uuid[]) as id
           union select c.id from process_instance c join family f on c.parent_instance_id = f.id
           where $2 and c.status = 'active')
         select f.id from family f left join process_instance i on i.id = f.id
         where (f.id = any($1::uuid[]) or i.definition_id = $3) and ($4::uuid is null or f.id > $4)
         order by f.id limit $5`,
        [instanceIds, withCalled, from, last, limit + 1],
      );
}
