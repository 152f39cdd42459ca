import { newId } from '#foundation';
import { deployProcesses, startInstance } from '#runtime';
import type { Office } from '../../../apps/office/src/index.js';
import { bpmn, sequence } from '../../support/bpmn-text.js';

const TASK = '<userTask id="work" name="Soạn báo cáo" camunda:candidateGroups="unit:QLCN" camunda:dueDate="= dueAt"/>';

/** Begins a process `report` of one task `work`, offered to the unit QLCN, once for each deadline. */
export async function startReports({ executor }: Office, deadlines: readonly string[]): Promise<void> {
  const resources = [{ name: 'report/report.bpmn', content: Buffer.from(bpmn('report', sequence(TASK, 'work'))) }];
  await executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
  for (const dueAt of deadlines) {
    await executor.execute(startInstance, { key: 'report', variables: { dueAt } }, { actor: 'anhdtl', requestId: newId() });
  }
}
