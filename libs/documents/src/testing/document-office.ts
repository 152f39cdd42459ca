import { type JsonObject, newId } from '#foundation';
import type { Command, JobHandler } from '#runtime';
import { testLogger } from '../../../../test/support/database.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { documentsHandlers } from '../documents-handlers.js';
import { incomingDocumentSchema } from '../incoming/incoming-document.schema.js';
import { type RegisteredDocument, registerIncomingDocument } from '../incoming/register-incoming-document.command.js';
import type { OutgoingStep } from '../outgoing/duties/separation-of-duties.js';
import type { TellGroup } from '../tell-group.js';

/** A case that only waits: for the scan where there is none, then for a person. */
const WAITING_CASE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  <message id="scanned" name="incoming-document.scanned"/>
  <process id="incoming-document" isExecutable="true">
    <startEvent id="registered"/>
    <exclusiveGateway id="has-scan" default="no-scan"/>
    <intermediateCatchEvent id="wait-for-scan">
      <extensionElements>
        <camunda:properties><camunda:property name="correlationKey" value="= documentId"/></camunda:properties>
      </extensionElements>
      <messageEventDefinition id="wait-for-scan-message" messageRef="scanned"/>
    </intermediateCatchEvent>
    <userTask id="instruct" name="Bút phê của lãnh đạo" camunda:candidateGroups="leader"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="registered" targetRef="has-scan"/>
    <sequenceFlow id="f2" sourceRef="has-scan" targetRef="instruct">
      <conditionExpression xsi:type="tFormalExpression">= hasScan</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="no-scan" sourceRef="has-scan" targetRef="wait-for-scan"/>
    <sequenceFlow id="f4" sourceRef="wait-for-scan" targetRef="instruct"/>
    <sequenceFlow id="f5" sourceRef="instruct" targetRef="end"/>
  </process>
</definitions>`;

/** What goes on with a case whose reply is owed again: it waits for the head of the lead unit. */
const WAITING_REPLY = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
  <process id="reply-required" isExecutable="true">
    <startEvent id="owed"/>
    <userTask id="assign" name="Phân công người xử lý" camunda:candidateGroups="= &quot;head:&quot; + leadUnit" camunda:dueDate="= dueAt"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="owed" targetRef="assign"/>
    <sequenceFlow id="f2" sourceRef="assign" targetRef="end"/>
  </process>
</definitions>`;

export interface DocumentOffice extends TestOffice {
  /** Whom {@link DocumentOffice.tell} has told what, in order. */
  readonly told: { readonly group: string; readonly title: string; readonly body: string; readonly also?: readonly string[] }[];
  readonly tell: TellGroup;
  /** Registers a document; what is not given is made up and in order. */
  register(given?: JsonObject): Promise<RegisteredDocument>;
  /** Runs a handler on these variables and commits its changes, as the worker does. Gives its output. @param caseId of its job */
  serve(topic: string, variables: JsonObject, caseId?: string): Promise<JsonObject>;
  /** Somebody has approved the content, somebody has checked the form and somebody has signed, each in his step, and it is recorded. */
  sign(outgoingDocumentId: string, signedBy?: string, approvedBy?: string): Promise<void>;
  /** The same with a handler that is none of {@link documentsHandlers}, as a job of this instance. */
  serveWith(handler: JobHandler, variables: JsonObject, instanceId: string): Promise<JsonObject>;
}

/** An office that registers and issues documents, on a database of its own. Close it in `afterAll`. */
export async function openDocumentOffice(): Promise<DocumentOffice> {
  const office = await openTestOffice({
    handlers: documentsHandlers,
    processes: { 'incoming-document.bpmn': WAITING_CASE, 'reply-required.bpmn': WAITING_REPLY },
  });
  const { executor, as } = office;
  const told: { group: string; title: string; body: string; also?: readonly string[] }[] = [];
  let letters = 0;
  return {
    ...office,
    told,
    tell: async (_context, group, { title, body, also }) => void told.push({ group, title, body, also }),
    register: (given = {}) => {
      const input = incomingDocumentSchema.parse({
        senderAgency: 'Sở Tư pháp tỉnh Bình Định',
        documentNumber: `${++letters}/STP-VP`,
        documentDate: '2020-03-02',
        documentType: 'Công văn',
        subject: 'V/v báo cáo công tác cải cách hành chính',
        replyRequired: false,
        ...given,
      });
      return executor.execute(registerIncomingDocument, input, as('vanthu'));
    },
    serve: (topic, variables, caseId = newId()) => settle(office, handlerOf(topic), variables, { instanceId: newId(), rootInstanceId: caseId }),
    sign: async (outgoingDocumentId, signedBy = 'giamdoc', approvedBy = 'truongphong') => {
      await recordStep(office, outgoingDocumentId, 'approve-content', approvedBy);
      await recordStep(office, outgoingDocumentId, 'check-format', 'vanthu');
      await recordStep(office, outgoingDocumentId, 'sign', signedBy);
      const signature = { outgoingDocumentId, signedBy, signatureForm: null, approvedBy };
      await settle(office, handlerOf('documents.record-signature'), signature, { instanceId: newId(), rootInstanceId: newId() });
    },
    serveWith: (handler, variables, instanceId) => settle(office, handler, variables, { instanceId, rootInstanceId: instanceId }),
  };
}

/** As the completion of its task leaves it. */
export async function recordStep(
  { database }: TestOffice,
  documentId: string,
  step: OutgoingStep,
  doneBy: string,
  { passed = true } = {},
): Promise<void> {
  await database.query(
    `insert into outgoing_step (id, document_id, version, step, passed, done_by, acting_for, task_id, done_at)
     select $1, id, version, $3, $6, $4, '{}', $5, now() from outgoing_document where id = $2`,
    [newId(), documentId, step, doneBy, newId(), passed],
  );
}

function handlerOf(topic: string): JobHandler {
  return documentsHandlers.find((candidate) => candidate.topic === topic) as JobHandler;
}

/** What the worker does with a job, without the job: the handler runs outside of any transaction, its changes in one. */
async function settle(
  { executor, clock, as }: TestOffice,
  handler: JobHandler,
  variables: JsonObject,
  ofCase: { readonly instanceId: string; readonly rootInstanceId: string },
): Promise<JsonObject> {
  const { topic } = handler;
  const job = {
    jobId: 'job',
    ...ofCase,
    businessKey: null,
    elementId: 'Service',
    topic,
    attempt: 1,
    variables,
    now: clock.now().toISOString(),
    signal: new AbortController().signal,
    log: testLogger,
  };
  const { output, commit } = await handler.handle(job);
  const settling: Command<void, JsonObject> = { name: topic, run: async (context) => ({ ...(await commit?.(context)) }) };
  return { ...output, ...(commit && (await executor.execute(settling, undefined, as('system:worker')))) };
}
