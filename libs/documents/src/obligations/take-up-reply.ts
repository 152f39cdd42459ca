import { sayInstant } from '#deadlines';
import type { JsonObject } from '#foundation';
import { type CommandContext, continueCase } from '#runtime';
import type { TellGroup } from '../tell-group.js';
import { takeBackNews } from './end-work-on-answered.js';
import { leadBack } from './lead-back.js';

interface OwedReply {
  readonly documentId: string;
  readonly instanceId: string;
  readonly arrival: string;
  /** Null until a leader has given the work to one: then the case has not come to the reply yet. */
  readonly leadUnit: string | null;
  readonly dueAt: string;
}

/** A round of work on a reply, after the first one. */
const ONCE_MORE: JsonObject = {
  // Their parts are recorded already: nobody is asked to contribute twice.
  coordinatingUnits: [],
  outgoingDocumentId: null,
};

/**
 * Gives a reply that is owed again to the head of its lead unit. A case that still waits for the number of the answer to be
 * verified, or comes to it, is led back by the message `reply-obligation.reopened`; in every other one that has been at the reply, the process
 * `reply-required` goes on with the case. The document is dealt with no longer.
 * @param why in Vietnamese
 */
export async function takeUpReply(context: CommandContext, obligationId: string, why: string, tell: TellGroup): Promise<void> {
  if (await takeBackNews(context, obligationId)) return;
  const reply = await readReply(context, obligationId);
  const { leadUnit, documentId, dueAt } = reply;
  if (leadUnit === null) return;
  const instanceId = await workOnceMore(context, obligationId, reply);
  await context.tx.execute(
    `update incoming_document set status = 'in-progress', closed_at = null, handling_result = null where id = $1 and status = 'closed'`,
    [documentId],
  );
  await tell(context, `head:${leadUnit}`, {
    title: `Lại phải phúc đáp văn bản số đến ${reply.arrival}`,
    body: `${why} Hạn phúc đáp ${sayInstant(dueAt, context.zone)}; hãy phân công người soạn văn bản trả lời khác.`,
    event: `reply-owed-again:${obligationId}:${instanceId}:${context.now}`,
    instanceId,
  });
}

async function readReply({ tx }: CommandContext, obligationId: string): Promise<OwedReply> {
  const [reply] = await tx.query<OwedReply>(
    `select d.id as "documentId", d.instance_id as "instanceId", d.arrival_number || '/' || d.arrival_year as arrival,
       lead.unit_code as "leadUnit", o.due_at as "dueAt"
     from reply_obligation o join incoming_document d on d.id = o.document_id
     left join incoming_document_lead lead on lead.document_id = d.id
     where o.id = $1`,
    [obligationId],
  );
  return reply!;
}

/** Gives the instance by which the work on the reply is found. */
async function workOnceMore(context: CommandContext, obligationId: string, reply: OwedReply): Promise<string> {
  if (await leadBack(context, obligationId, ONCE_MORE)) return reply.instanceId;
  const { instanceId } = await context.run(continueCase, {
    instanceId: reply.instanceId,
    key: 'reply-required',
    // Nobody called this part who would have the number of the answer compared.
    variables: { ...ONCE_MORE, verifiesNumber: true, leadUnit: reply.leadUnit, dueAt: reply.dueAt },
  });
  return instanceId;
}
