import type { CommandContext } from '../executor/command.js';
import type { Versionable, Versioned } from './assign-versions.js';
import type { DeployableDecision, DeployableProcess } from './read-deployment.js';

export async function storeDeployment(context: CommandContext, deploymentId: string): Promise<void> {
  await context.tx.execute('insert into deployment (id, created_at, created_by) values ($1, $2, $3)', [
    deploymentId,
    context.now,
    context.caller.actor,
  ]);
}

export async function storeDecision(
  context: CommandContext,
  deploymentId: string,
  decision: Versioned<DeployableDecision>,
): Promise<void> {
  await context.tx.execute(
    `insert into decision_definition (id, deployment_id, key, version, version_tag, checksum, file_name, dmn, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      decision.id,
      deploymentId,
      decision.key,
      decision.version,
      decision.versionTag ?? null,
      decision.checksum,
      decision.fileName,
      decision.dmn,
      context.now,
    ],
  );
}

/** @param decisionIds versions of the decisions that lie beside or below the process: what `deployment` binds to. */
export async function storeDefinition(
  context: CommandContext,
  deploymentId: string,
  process: Versioned<DeployableProcess & Versionable>,
  decisionIds: readonly string[],
): Promise<void> {
  const { graph } = process;
  await context.tx.execute(
    `insert into process_definition (id, deployment_id, key, version, name, version_tag, checksum, file_name, bpmn, forms,
                                     decisions, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      process.id,
      deploymentId,
      process.key,
      process.version,
      graph.name ?? null,
      graph.versionTag ?? null,
      process.checksum,
      process.fileName,
      process.bpmn,
      JSON.stringify(process.forms),
      decisionIds,
      context.now,
    ],
  );
}
