import type { Database } from '#database';
import { AttachmentNotFoundError } from '../errors.js';
import { type Attachment, ATTACHMENT_COLUMNS } from './get-attachment.query.js';

/**
 * All versions of a file that a document has had, the current one first; whichever of them is asked for. A file that no
 * document has taken yet stands alone.
 * @throws AttachmentNotFoundError
 */
export async function listVersions(database: Database, id: string): Promise<Attachment[]> {
  const versions = await database.query<Attachment>(
    `with recursive later as (
       select id, replaced_by from attachment where id = $1
       union all select a.id, a.replaced_by from attachment a join later l on a.id = l.replaced_by
     ), versions as (
       select a.* from attachment a join later l on a.id = l.id where l.replaced_by is null
       union all select a.* from attachment a join versions v on a.replaced_by = v.id
     )
     select ${ATTACHMENT_COLUMNS} from versions order by version desc`,
    [id],
  );
  if (versions.length === 0) throw new AttachmentNotFoundError(id);
  return versions;
}
