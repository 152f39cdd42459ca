import { type ProcessGraph, type ProcessReferences, readProcesses } from '#bpmn';
import { readDecisions } from '#decisions';
import { parseForm } from '#forms';
import type { Finding, JsonObject } from '#foundation';
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { DeploymentResource } from './read-process-folder.js';

/** An executable process of a deployment with the forms at hand for its tasks. */
export interface DeployableProcess {
  readonly graph: ProcessGraph;
  readonly references: ProcessReferences;
  readonly fileName: string;
  /** Text of the BPMN file, decoded. */
  readonly bpmn: string;
  /** form key → form-js schema. Only the forms that lie beside or below the BPMN file. */
  readonly forms: Readonly<Record<string, JsonObject>>;
  /** The decisions that lie beside or below it. */
  readonly decisions: readonly DeployableDecision[];
}

/** One decision of a DMN file. */
export interface DeployableDecision {
  /** Id of the decision. */
  readonly key: string;
  readonly versionTag?: string;
  readonly fileName: string;
  /** Text of the whole DMN file, decoded: the decision may require others of it. */
  readonly dmn: string;
  /** SHA-256 (hex) of that text. */
  readonly checksum: string;
}

export interface ReadDeployment {
  readonly processes: readonly DeployableProcess[];
  readonly decisions: readonly DeployableDecision[];
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

interface ReadForm {
  readonly fileName: string;
  readonly key: string;
  readonly schema: JsonObject;
}

/** Reads all files of a deployment. Never throws for a bad file: what is wrong with it is in `errors`. */
export async function readDeployment(resources: readonly DeploymentResource[]): Promise<ReadDeployment> {
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  const inside = resources.filter(({ name }) => leadsInside(name, errors));
  const filesOf = (extension: string) => inside.filter(({ name }) => name.endsWith(extension));
  for (const { name } of inside.filter((file) => !/\.(bpmn|dmn|form)$/.test(file.name))) {
    errors.push({ where: name, what: 'is no .bpmn, .dmn or .form file', mend: 'Leave it out of the deployment.' });
  }
  const collect = (findings: readonly (Finding & { readonly severity: string })[]) => {
    for (const finding of findings) (finding.severity === 'error' ? errors : warnings).push(finding);
  };
  const forms = filesOf('.form').map((resource) => readForm(resource, errors));
  const decisions: DeployableDecision[] = [];
  for (const { name, content } of filesOf('.dmn')) {
    const read = await readDecisions(content, { file: name });
    collect(read.findings);
    const checksum = createHash('sha256').update(read.text).digest('hex');
    for (const { id, versionTag } of read.decisions) {
      refuseTwin(name, id, 'decision', decisions.find(({ key }) => key === id), errors);
      decisions.push({ key: id, versionTag, fileName: name, dmn: read.text, checksum });
    }
  }
  const processes: DeployableProcess[] = [];
  for (const { name, content } of filesOf('.bpmn')) {
    const read = await readProcesses(content, { file: name });
    collect(read.findings);
    const beside = { forms: formsOf(name, forms), decisions: decisions.filter(isNear(name)) };
    for (const { graph, references } of read.processes) {
      refuseTwin(name, graph.key, 'process', processes.find((process) => process.graph.key === graph.key), errors);
      processes.push({ graph, references, fileName: name, bpmn: read.text, ...beside });
    }
  }
  return { processes, decisions, errors, warnings };
}

function refuseTwin(
  fileName: string,
  id: string,
  what: 'process' | 'decision',
  twin: { readonly fileName: string } | undefined,
  errors: Finding[],
): void {
  if (twin === undefined) return;
  const mend = `Give each ${what} an id of its own.`;
  errors.push({ where: `${fileName}:${id}`, what: `is also the id of a ${what} in ${twin.fileName}`, mend });
}

/** Whether a name is a path inside the deployment; it is kept and shown, and must not pose as another place. */
function leadsInside(name: string, errors: Finding[]): boolean {
  if (!/^\/|\\|^[A-Za-z]:|(^|\/)\.\.?(\/|$)/.test(name)) return true;
  const mend = 'Give it a path inside the deployment, such as reply-required/forms/draft.form.';
  errors.push({ where: name, what: 'leads out of the deployment', mend });
  return false;
}

function readForm({ name, content }: DeploymentResource, errors: Finding[]): ReadForm {
  const text = content.toString('utf8');
  const { form, findings } = parseForm(text);
  errors.push(...findings.map((finding) => ({ ...finding, where: `${name}:${finding.where}` })));
  return { fileName: name, key: form.id, schema: findings.length > 0 ? {} : (JSON.parse(text) as JsonObject) };
}

function formsOf(bpmnFile: string, forms: readonly ReadForm[]): Record<string, JsonObject> {
  return Object.fromEntries(forms.filter(isNear(bpmnFile)).map(({ key, schema }) => [key, schema]));
}

/** Whether a file lies beside a BPMN file, or below its folder. */
function isNear(bpmnFile: string): (file: { readonly fileName: string }) => boolean {
  const folder = posix.dirname(bpmnFile);
  return ({ fileName }) => folder === '.' || fileName.startsWith(`${folder}/`);
}
