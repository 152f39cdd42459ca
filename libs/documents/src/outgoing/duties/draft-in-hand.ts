import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { OutgoingDocumentNotFoundError } from '../errors.js';
import type { Doer, DutiesDone, OutgoingStep } from './separation-of-duties.js';

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

const BEFORE_SIGNING: ReadonlySet<OutgoingStep> = new Set(['approve-content', 'check-format']);

/** What was done on it last, step by step. */
export async function dutiesDone({ tx }: CommandContext, { id, version, authors }: DraftInHand): Promise<DutiesDone> {
  const latest = await tx.query<Doer & { step: OutgoingStep; version: number }>(
    `select distinct on (step) step, version, done_by as login, acting_for as "actingFor" from outgoing_step
     where document_id = $1 and passed order by step, done_at desc, id desc`,
    [id],
  );
  // What the draft was before is approved no more.
  const earlier = latest.filter((each) => BEFORE_SIGNING.has(each.step) && each.version !== version).map(({ step }) => step);
  const doneAs = (step: OutgoingStep) => latest.find((each) => each.step === step) ?? null;
  return { authors, approval: doneAs('approve-content'), formatCheck: doneAs('check-format'), earlier };
}
