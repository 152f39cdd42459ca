import type { Database } from '#database';
import type { OutgoingStep } from '../duties/separation-of-duties.js';

export interface DraftComment {
  readonly id: string;
  readonly text: string;
  readonly writtenBy: string;
  readonly writtenByName: string | null;
  readonly writtenAt: string;
}

/** A step that was done on a version. */
export interface StepDone {
  readonly step: OutgoingStep;
  readonly passed: boolean;
  readonly doneBy: string;
  readonly doneByName: string | null;
  /** In whose place, besides his own. */
  readonly actingFor: string[];
  readonly comment: string | null;
  readonly doneAt: string;
  /** By which leave of a leader; null: by his own post. */
  readonly exception: { readonly grantedBy: string; readonly reason: string } | null;
}

export interface DraftVersionDetail {
  readonly version: number;
  readonly documentType: string;
  readonly subject: string;
  readonly body: string;
  readonly savedBy: string;
  readonly savedByName: string | null;
  readonly savedAt: string;
  readonly comments: DraftComment[];
  readonly steps: StepDone[];
}

/** All versions of a document with what people said to each and did with it, the newest first. */
export async function listDraftVersions(database: Database, documentId: string): Promise<DraftVersionDetail[]> {
  const versions = await database.query<Omit<DraftVersionDetail, 'comments' | 'steps'>>(
    `select v.version, v.document_type as "documentType", v.subject, v.body, v.saved_by as "savedBy",
            p.full_name as "savedByName", v.saved_at as "savedAt"
     from outgoing_draft_version v left join person p on p.login = v.saved_by
     where v.document_id = $1 order by v.version desc`,
    [documentId],
  );
  const comments = await database.query<DraftComment & { version: number }>(
    `select c.version, c.id, c.text, c.written_by as "writtenBy", p.full_name as "writtenByName", c.written_at as "writtenAt"
     from outgoing_comment c left join person p on p.login = c.written_by where c.document_id = $1 order by c.id`,
    [documentId],
  );
  const steps = await database.query<StepDone & { version: number }>(
    `select s.version, s.step, s.passed, s.done_by as "doneBy", p.full_name as "doneByName", s.acting_for as "actingFor",
            s.comment, s.done_at as "doneAt",
            case when e.id is not null then jsonb_build_object('grantedBy', e.granted_by, 'reason', e.reason) end as exception
     from outgoing_step s left join person p on p.login = s.done_by left join outgoing_duty_exception e on e.id = s.exception_id
     where s.document_id = $1 order by s.done_at, s.id`,
    [documentId],
  );
  const of = <Row extends { version: number }>(rows: readonly Row[], wanted: number) =>
    rows.filter(({ version }) => version === wanted).map(({ version: _, ...row }) => row);
  return versions.map((version) => ({
    ...version,
    comments: of(comments, version.version),
    steps: of(steps, version.version),
  }));
}
