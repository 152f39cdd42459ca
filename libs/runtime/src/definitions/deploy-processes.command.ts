import { type Finding, newId } from '#foundation';
import type { Command } from '../executor/command.js';
import { assignVersions } from './assign-versions.js';
import { callCycles } from './call-cycles.js';
import { checkReferences } from './check-references.js';
import { contentChecksums } from './content-checksums.js';
import { readDeployment } from './read-deployment.js';
import type { DeploymentResource } from './read-process-folder.js';
import { storeDecision, storeDefinition, storeDeployment } from './store-deployment.js';
import { DeploymentRefusedError } from '../errors.js';
import { registerStarts } from '../starts/register-starts.js';

export interface DeployProcessesInput {
  readonly resources: readonly DeploymentResource[];
  /** A content that was deployed before, as whichever version, makes no new one. */
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
  /** Null when everything was unchanged. */
  readonly deploymentId: string | null;
  readonly definitions: readonly DeployedDefinition[];
  readonly decisions: readonly DeployedDefinition[];
  /** What a designer should look at although it runs. */
  readonly warnings: readonly Finding[];
}

/** One deployment at a time: versions are counted, and called processes are looked up, without gaps between. */
const DEPLOYMENT_LOCK = 7_201_302;
/** Between two statements all files are read, which on a busy machine takes longer than any other command may be idle. */
const READING_MS = 300_000;

/**
 * Deploys BPMN files with their forms and decisions, all or none. What has not changed keeps its version; running
 * instances stay on theirs. From then on the newest version says with which messages, signals and timers a process begins.
 * @throws DeploymentRefusedError with every finding of every file at once.
 */
export const deployProcesses: Command<DeployProcessesInput, DeploymentResult> = {
  name: 'runtime.deploy-processes',

  async run(context, { resources, onlyNew = false }) {
    await context.tx.query(`select pg_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', $2, true)`, [
      DEPLOYMENT_LOCK,
      String(READING_MS),
    ]);
    const { processes, decisions, errors, warnings } = await readDeployment(resources);
    const checksums = contentChecksums(processes);
    const versionedDecisions = await assignVersions(context, 'decision_definition', decisions, { onlyNew });
    const versionedProcesses = await assignVersions(
      context,
      'process_definition',
      processes.map((process) => ({ ...process, key: process.graph.key, checksum: checksums.get(process.graph.key)! })),
      { onlyNew },
    );
    const unresolved = await checkReferences(context, versionedProcesses, versionedDecisions);
    const cycles = callCycles(processes);
    const findings = [...errors, ...unresolved, ...cycles.errors];
    if (processes.length + decisions.length === 0 && findings.length === 0) {
      const mend = 'Send at least one .bpmn file with an executable process, or a .dmn file.';
      findings.push({ where: 'deployment', what: 'has no BPMN file', mend });
    }
    if (findings.length > 0) {
      throw new DeploymentRefusedError(`The deployment has ${findings.length} finding(s); nothing was deployed.`, { findings });
    }

    const newDecisions = versionedDecisions.filter(({ unchanged }) => !unchanged);
    const newProcesses = versionedProcesses.filter(({ unchanged }) => !unchanged);
    const changed = [...newProcesses, ...newDecisions];
    const deploymentId = newId();
    if (changed.length === 0) {
      context.nothingChanged();
    } else {
      await storeDeployment(context, deploymentId);
      for (const decision of newDecisions) await storeDecision(context, deploymentId, decision);
      for (const process of newProcesses) {
        const near = process.decisions.map(({ key }) => key);
        const decisionIds = versionedDecisions.filter(({ key }) => near.includes(key)).map(({ id }) => id);
        await storeDefinition(context, deploymentId, process, decisionIds);
        await registerStarts(context, process.id, process.graph);
      }
      context.audit({
        subject: 'deployment',
        subjectId: deploymentId,
        detail: { definitions: changed.map(({ key, version }) => `${key}:${version}`) },
      });
    }
    return {
      deploymentId: changed.length === 0 ? null : deploymentId,
      definitions: versionedProcesses.map(toDeployed),
      decisions: versionedDecisions.map(toDeployed),
      warnings: [...warnings, ...cycles.warnings],
    };
  },
};

function toDeployed({ id, key, version, unchanged }: DeployedDefinition): DeployedDefinition {
  return { id, key, version, unchanged };
}
