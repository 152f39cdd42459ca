import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { OutgoingDocumentNotFoundError } from '../errors.js';
import { passedSteps } from './passed-steps.js';
import type { DutiesDone } from './separation-of-duties.js';

/** An outgoing document as the rules about its steps look at it. */
export interface DraftInHand {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly type: string;
  readonly unit: string;
  readonly draftedBy: string;
  /** Everybody who has written a version. */
  readonly authors: readonly string[];
  readonly files: number;
}

/** Locks its row. @throws OutgoingDocumentNotFoundError */
export async function lockDraftInHand({ tx }: CommandContext, id: unknown): Promise<DraftInHand> {
  const [draft] = await tx.query<DraftInHand>(
    `select d.id, d.version, d.status, d.document_type as type, d.drafting_unit as unit, d.drafted_by as "draftedBy",
            (select array_agg(distinct saved_by) from outgoing_draft_version where document_id = d.id) as authors,
            (select count(*)::int from attachment where outgoing_document_id = d.id) as files
     from outgoing_document d where d.id = $1 for no key update of d`,
    [z.uuid().safeParse(id).data ?? null],
  );
  if (draft === undefined) throw new OutgoingDocumentNotFoundError(String(id));
  return draft;
}

/** What has passed on its present version, step by step. */
export async function dutiesDone(context: CommandContext, draft: DraftInHand): Promise<DutiesDone> {
  const passed = await passedSteps(context, draft);
  return { authors: draft.authors, approval: passed.get('approve-content') ?? null, formatCheck: passed.get('check-format') ?? null };
}
