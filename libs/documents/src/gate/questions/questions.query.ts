import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Grade, SecrecyMark, SuspectedGround } from '../detection/suspicion.js';

export interface GateQuestionRow {
  readonly id: string;
  readonly attachmentId: string;
  /** The document that it is of; else it lies in a work file. */
  readonly documentId: string | null;
  readonly workFileId: string | null;
  readonly ground: SuspectedGround;
  readonly mark: SecrecyMark | null;
  readonly grade: Grade;
  /** Of the text of the file, counted from 1. */
  readonly line: number;
  readonly askedAt: string;
}

/** When it was asked, id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Questions about files that wait for an answer, the oldest first. @throws BadCursorError */
export async function listGateQuestions(database: Database, { after, limit }: PageRequest): Promise<Page<GateQuestionRow>> {
  const [askedAt, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<GateQuestionRow>(
    `select q.id, q.attachment_id as "attachmentId", coalesce(a.incoming_document_id, a.outgoing_document_id) as "documentId", a.work_file_id as "workFileId",
            q.ground, q.mark, q.grade, q.line, q.asked_at as "askedAt"
     from gate_question q join attachment a on a.id = q.attachment_id
     where q.answer is null and ($1::timestamptz is null or (q.asked_at, q.id) > ($1, $2::uuid))
     order by q.asked_at, q.id limit $3`,
    [askedAt, id, limit + 1],
  );
  return toPage(rows, limit, (last) => [last.askedAt, last.id]);
}
