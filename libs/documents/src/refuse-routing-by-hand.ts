import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { NamedByHandError, RoutedByHandError } from './errors.js';

const NAMES_OF_DOCUMENTS = ['documentId', 'outgoingDocumentId', 'obligationId'];

/**
 * Variables by which the models say whose work a step of a document is, and their handlers to whom it goes; and those that name
 * the document. A model of the agency's own that routes by others has no such guard.
 */
export const ROUTING_VARIABLES: ReadonlySet<string> = new Set([
  ...NAMES_OF_DOCUMENTS,
  ...['leadUnit', 'coordinatingUnits', 'coordinatingUnit', 'informationUnits', 'informationUnit', 'addedUnit'],
  ...['drafter', 'savedBy', 'signer', 'chosenSigner', 'recipients', 'escalateTo', 'escalateOffers'],
]);

/**
 * Refuses to write by hand, in the case of a document, whose work a step is: who holds a task reads the document by it, so an
 * operator who sets its people, and then moves the case to it, would open the document to whom he likes (47/QĐ-STP §17).
 * @param names of the variables that he sets
 * @throws RoutedByHandError
 */
export async function refuseRoutingByHand({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  const routing = names.filter((name) => ROUTING_VARIABLES.has(name));
  if (routing.length === 0) return;
  const [found] = await tx.query(
    `select from process_instance i
     where i.id = $1 and (exists (select from incoming_document d where d.instance_id = i.root_instance_id)
       or exists (select from outgoing_document d where d.instance_id = i.root_instance_id))`,
    [instanceId],
  );
  if (found !== undefined) throw new RoutedByHandError(instanceId, routing);
}

/**
 * Refuses to name a document by hand in a case that was not begun with it: its service tasks would write to that document.
 * @param variables that an operator begins a case with, or sets
 * @throws NamedByHandError
 */
export async function refuseNamingDocument({ tx }: CommandContext, variables: JsonObject): Promise<void> {
  const named = NAMES_OF_DOCUMENTS.filter((name) => z.uuid().safeParse(variables[name]).success);
  if (named.length === 0) return;
  const [found] = await tx.query(
    `select from incoming_document where id = any($1::uuid[])
     union all select from outgoing_document where id = any($1::uuid[])
     union all select from reply_obligation where id = any($1::uuid[])`,
    [named.map((name) => variables[name])],
  );
  if (found !== undefined) throw new NamedByHandError(named);
}
