import { newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { inspectFileText } from '../inspect.js';

/** A question that clerks are to be told of. Nothing in it is of the content. */
export interface AskedQuestion {
  readonly questionId: string;
  readonly attachmentId: string;
  /** The document by its kind and number, the work file by its code, the incident or the article by its number. */
  readonly label: string;
}

/** Tells clerks, inside the transaction; the app hands in that of its notices. */
export type TellClerks = (context: CommandContext, question: AskedQuestion) => Promise<unknown>;

export interface AskAboutFilesInput {
  readonly limit: number;
  readonly tellClerks: TellClerks;
}

interface Unchecked {
  readonly id: string;
  readonly text: string;
  readonly label: string;
}

/**
 * Looks through texts that became known after their files had entered. Where one may be of a secret or of a letter that must
 * not be here, a clerk is asked, and until he answers nobody else gets the file. Gives the number of texts looked at.
 */
export const askAboutFiles: Command<AskAboutFilesInput, number> = {
  name: 'documents.ask-about-files',
  async run(context, { limit, tellClerks }) {
    const { tx, now } = context;
    const files = await tx.query<Unchecked>(
      `select a.id, a.text, coalesce('văn bản đến số ' || i.arrival_number || '/' || i.arrival_year, 'văn bản đi ' || o.symbol,
                                     'dự thảo văn bản đi của đơn vị ' || o.drafting_unit, 'hồ sơ ' || f.code, 'sự cố SC-' || n.number,
                                     'bài TB-' || w.number) as label
       from attachment a
       left join incoming_document i on i.id = a.incoming_document_id
       left join outgoing_document o on o.id = a.outgoing_document_id
       left join work_file f on f.id = a.work_file_id
       left join incident n on n.id = a.incident_id
       left join website_article w on w.id = a.website_article_id
       where a.gate_checked_at is null and a.linked_at is not null and a.text_state = 'done'
       order by a.id limit $1 for no key update of a skip locked`,
      [limit],
    );
    let asked = 0;
    for (const file of files) {
      const question = await ask(context, file);
      if (question === undefined) continue;
      await tellClerks(context, question);
      asked++;
    }
    await tx.execute('update attachment set gate_checked_at = $2 where id = any($1)', [files.map(({ id }) => id), now]);
    // That a text was looked at is no change that anybody could ask about.
    if (asked === 0) context.nothingChanged();
    return files.length;
  },
};

async function ask({ tx, now, audit }: CommandContext, { id: attachmentId, text, label }: Unchecked): Promise<AskedQuestion | undefined> {
  const [suspicion] = inspectFileText(text);
  if (suspicion === undefined) return undefined;
  const questionId = newId();
  const { ground, mark, grade, line } = suspicion;
  const added = await tx.execute(
    `insert into gate_question (id, attachment_id, ground, mark, grade, line, asked_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (attachment_id) do nothing`,
    [questionId, attachmentId, ground, mark, grade, line, now],
  );
  if (added === 0) return undefined;
  audit({ subject: 'attachment', subjectId: attachmentId, detail: { questionId, ground, mark, grade } });
  return { questionId, attachmentId, label };
}
