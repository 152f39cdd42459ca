import { z } from 'zod';

/** Variables that say to what a coordinating unit contributes. */
export const askedForFields = {
  documentId: z.uuid(),
  /** Null where the document asks for no reply. */
  obligationId: z.uuid().nullish(),
};

/** In whose trail a contribution stands: in that of the reply, if one is owed. */
export function askedFor({ documentId, obligationId }: z.output<z.ZodObject<typeof askedForFields>>) {
  if (obligationId) return { subject: 'reply-obligation', subjectId: obligationId };
  return { subject: 'incoming-document', subjectId: documentId };
}
