import { deployProcesses } from '#runtime';
import { type ReportedSpill, reportSpill } from '../gate/spills/report-spill.command.js';
import { type DocumentOffice, openDocumentOffice } from './document-office.js';

/** A procedure that only waits: its handlers are run by hand. */
const WAITING_PROCEDURE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
  <process id="secret-spill" isExecutable="true">
    <startEvent id="reported"/>
    <userTask id="confirm" name="Xác nhận" camunda:candidateGroups="chief-of-office"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="reported" targetRef="confirm"/>
    <sequenceFlow id="f2" sourceRef="confirm" targetRef="end"/>
  </process>
</definitions>`;

export interface SpillOffice extends DocumentOffice {
  /** Somebody of QLCN reports a document or a file. */
  report(reportedId: string): Promise<ReportedSpill>;
}

/** The same office, in which secrets can be reported. Close it in `afterAll`. */
export async function openSpillOffice(): Promise<SpillOffice> {
  const office = await openDocumentOffice();
  const resources = [{ name: 'secret-spill.bpmn', content: Buffer.from(WAITING_PROCEDURE) }];
  await office.executor.execute(deployProcesses, { resources }, office.as('designer'));
  const report = (reportedId: string) => office.executor.execute(reportSpill, { reportedId, groups: ['unit:QLCN'] }, office.as('tuanda'));
  return { ...office, report };
}
