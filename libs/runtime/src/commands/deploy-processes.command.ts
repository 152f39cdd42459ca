import { createHash } from 'node:crypto';
import { type Finding, type JsonObject, newId } from '#foundation';
import type { Command } from '../command.js';
import { checkReferences } from '../definitions/check-references.js';
import { type DeployableProcess, readDeployment } from '../definitions/read-deployment.js';
import type { DeploymentResource } from '../definitions/read-process-folder.js';
import { DeploymentRefusedError } from '../errors.js';

export interface DeployProcessesInput {
  readonly resources: readonly DeploymentResource[];
  /**
   * For the folder that comes with the program: a content that was deployed before, as whichever version, makes no new
   * one. What a designer has deployed since then stays, until the program itself brings something new.
   */
  readonly onlyNew?: boolean;
}

export interface DeployedDefinition {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  /** The latest version has the same content already; no new one was made. */
  readonly unchanged: boolean;
}

export interface DeploymentResult {
  /** Null when every process was unchanged. */
  readonly deploymentId: string | null;
  readonly definitions: readonly DeployedDefinition[];
  /** What a designer should look at although it runs. */
  readonly warnings: readonly Finding[];
}

/** One deployment at a time: versions are counted, and called processes are looked up, without gaps between. */
const DEPLOYMENT_LOCK = 7_201_302;

/**
 * Deploys BPMN files with their forms, all or none. A process whose content has not changed keeps its version; running
 * instances stay on theirs.
 * @throws DeploymentRefusedError with every finding of every file at once.
 */
export const deployProcesses: Command<DeployProcessesInput, DeploymentResult> = {
  name: 'runtime.deploy-processes',

  async run(context, { resources, onlyNew = false }) {
    await context.tx.query('select pg_advisory_xact_lock($1)', [DEPLOYMENT_LOCK]);
    const { processes, errors, warnings } = await readDeployment(resources);
    const unresolved = await checkReferences(context, processes);
    const findings = [...errors, ...unresolved];
    if (processes.length === 0 && findings.length === 0) {
      findings.push({ where: 'deployment', what: 'has no BPMN file', mend: 'Send at least one .bpmn file with an executable process.' });
    }
    if (findings.length > 0) {
      throw new DeploymentRefusedError(`The deployment has ${findings.length} finding(s); nothing was deployed.`, { findings });
    }

    const latest = await context.tx.query<{ id: string; key: string; version: number; checksum: string }>(
      `select distinct on (key) id, key, version, checksum from process_definition
       where key = any($1) order by key, version desc`,
      [processes.map(({ graph }) => graph.key)],
    );
    const latestByKey = new Map(latest.map((row) => [row.key, row]));
    const former = onlyNew
      ? await context.tx.query<{ checksum: string }>('select checksum from process_definition where key = any($1)', [
          processes.map(({ graph }) => graph.key),
        ])
      : [];
    const knownChecksums = new Set(former.map(({ checksum }) => checksum));
    const deploymentId = newId();
    const definitions = processes.map((process) => {
      const newest = latestByKey.get(process.graph.key);
      const checksum = checksumOf(process);
      return newest !== undefined && (newest.checksum === checksum || knownChecksums.has(checksum))
        ? { id: newest.id, key: newest.key, version: newest.version, unchanged: true, process, checksum }
        : { id: newId(), key: process.graph.key, version: (newest?.version ?? 0) + 1, unchanged: false, process, checksum };
    });
    const changed = definitions.filter(({ unchanged }) => !unchanged);
    if (changed.length === 0) {
      context.nothingChanged();
    } else {
      await context.tx.execute('insert into deployment (id, created_at, created_by) values ($1, $2, $3)', [
        deploymentId,
        context.now,
        context.caller.actor,
      ]);
      for (const { id, version, process, checksum } of changed) {
        await context.tx.execute(
          `insert into process_definition (id, deployment_id, key, version, name, version_tag, checksum, file_name, bpmn,
                                           forms, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            id,
            deploymentId,
            process.graph.key,
            version,
            process.graph.name ?? null,
            process.graph.versionTag ?? null,
            checksum,
            process.fileName,
            process.bpmn,
            JSON.stringify(process.forms),
            context.now,
          ],
        );
      }
      context.audit({
        subject: 'deployment',
        subjectId: deploymentId,
        detail: { definitions: changed.map(({ key, version }) => `${key}:${version}`) },
      });
    }
    return {
      deploymentId: changed.length === 0 ? null : deploymentId,
      definitions: definitions.map(({ id, key, version, unchanged }) => ({ id, key, version, unchanged })),
      warnings,
    };
  },
};

/** Over the behaviour of the process and the forms it was deployed with. */
function checksumOf({ graph, forms }: DeployableProcess): string {
  return createHash('sha256').update(graph.checksum).update(canonicalJson(forms)).digest('hex');
}

function canonicalJson(forms: Readonly<Record<string, JsonObject>>): string {
  return JSON.stringify(Object.entries(forms).sort(([left], [right]) => (left < right ? -1 : 1)));
}
