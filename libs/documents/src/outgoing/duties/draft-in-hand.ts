import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { STANDS } from '../../obligations/standing-answer.js';
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
  /** The day by which it asks for an answer, `YYYY-MM-DD`. */
  readonly answerExpectedOn: string | null;
  /** Issued, and neither voided, recalled nor replaced since. */
  readonly stands: boolean;
}

/** Locks its row. @throws OutgoingDocumentNotFoundError */
export async function lockDraftInHand({ tx }: CommandContext, id: unknown): Promise<DraftInHand> {
  const [draft] = await tx.query<DraftInHand>(
    `select g.id, g.version, g.status, g.document_type as type, g.drafting_unit as unit, g.drafted_by as "draftedBy",
            (select array_agg(distinct saved_by) from outgoing_draft_version where document_id = g.id) as authors,
            (select count(*)::int from attachment where outgoing_document_id = g.id) as files, g.answer_expected_on as "answerExpectedOn", ${STANDS} as stands
     from outgoing_document g where g.id = $1 for no key update of g`,
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
