import { type ProcessGraph, type ProcessReferences, readProcesses } from '#bpmn';
import { parseForm } from '#forms';
import type { Finding, JsonObject } from '#foundation';
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
}

export interface ReadDeployment {
  readonly processes: readonly DeployableProcess[];
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
  const forms = inside.filter(({ name }) => name.endsWith('.form')).map((resource) => readForm(resource, errors));
  const processes: DeployableProcess[] = [];
  for (const { name, content } of inside.filter((resource) => !resource.name.endsWith('.form'))) {
    if (!name.endsWith('.bpmn')) {
      errors.push({ where: name, what: 'is neither a .bpmn nor a .form file', mend: 'Leave it out of the deployment.' });
      continue;
    }
    const read = await readProcesses(content, { file: name });
    for (const finding of read.findings) (finding.severity === 'error' ? errors : warnings).push(finding);
    const formsBeside = formsOf(name, forms);
    for (const { graph, references } of read.processes) {
      const twin = processes.find((process) => process.graph.key === graph.key);
      if (twin !== undefined) {
        const mend = 'Give each process an id of its own.';
        errors.push({ where: `${name}:${graph.key}`, what: `is also the id of a process in ${twin.fileName}`, mend });
      }
      processes.push({ graph, references, fileName: name, bpmn: read.text, forms: formsBeside });
    }
  }
  return { processes, errors, warnings };
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
  const folder = posix.dirname(bpmnFile);
  const near = forms.filter(({ fileName }) => folder === '.' || fileName.startsWith(`${folder}/`));
  return Object.fromEntries(near.map(({ key, schema }) => [key, schema]));
}
