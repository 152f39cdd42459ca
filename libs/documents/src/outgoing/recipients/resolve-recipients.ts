import type { Transaction } from '#database';
import { withoutDiacritics } from '#foundation';
import type { WrittenRecipient } from './parse-recipients.js';

export type RecipientKind = 'mail' | 'paper' | 'internal';

/** One of the Nơi nhận, with the way on which the document reaches it. */
export interface Recipient {
  readonly name: string;
  readonly kind: RecipientKind;
  readonly email: string | null;
  readonly address: string | null;
  /** A unit of the agency. */
  readonly unitCode: string | null;
  readonly copies: number;
  readonly correspondentId: string | null;
  /** Mã định danh, where the directory or the document that is answered says it. */
  readonly organId: string | null;
}

interface Known {
  readonly key: string;
  readonly unitCode: string | null;
  readonly correspondentId: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly organId: string | null;
}

/** Who wrote what is answered. */
interface Sender {
  readonly name: string;
  readonly organId: string | null;
}

/**
 * Finds in the directory who is meant: a unit by code or name, an organisation by name, and by «Như trên» the sender of
 * the document that is answered. What is written with a mailbox goes there; an archive copy (Lưu) stays in the house;
 * whatever is unknown goes on paper, and so does what is written to a unit that has ended.
 * @param day of the office, `YYYY-MM-DD`
 */
export async function resolveRecipients(
  tx: Pick<Transaction, 'query'>,
  { documentId, day }: { readonly documentId: string; readonly day: string },
  written: readonly WrittenRecipient[],
): Promise<Recipient[]> {
  const sender = await senderAnswered(tx, documentId);
  const meant = written.map((each) => (isAbove(each) && sender !== undefined ? { ...each, name: sender.name } : each));
  const known = await findKnown(tx, meant.flatMap(({ name }) => keysOf(name)), day);
  return meant.map(({ name, email, copies }) => {
    const key = keyOf(name);
    const [found] = keysOf(name).flatMap((wanted) => known.find((each) => each.key === wanted) ?? []);
    const mailbox = email ?? found?.email ?? null;
    const isInternal = (found?.unitCode ?? null) !== null || /^luu\b/.test(key);
    const kind = mailbox !== null ? 'mail' : isInternal ? 'internal' : 'paper';
    const { address = null, unitCode = null, correspondentId = null } = found ?? {};
    const organId = found?.organId ?? (name === sender?.name ? sender.organId : null);
    return { name, kind, email: mailbox, address, unitCode, copies, correspondentId, organId };
  });
}

/** Whether it is written «Như trên»: after {@link resolveRecipients}, that it means nobody. */
export function isAbove({ name }: Pick<WrittenRecipient, 'name'>): boolean {
  return keyOf(name) === 'nhu tren';
}

/** As `without_diacritics` of the database folds it. */
function keyOf(name: string): string {
  return withoutDiacritics(name).toLowerCase();
}

/** As it is written, and without what people put before the code of a unit: “Phòng QLKH”. */
function keysOf(name: string): string[] {
  const key = keyOf(name);
  return [key, key.replace(/^(phong|ban) /, '')];
}

/** Undefined where there is none, or more than one. */
async function senderAnswered(tx: Pick<Transaction, 'query'>, documentId: string): Promise<Sender | undefined> {
  const senders = await tx.query<Sender>(
    `select d.sender_agency as name, max(d.sender_organ_id) as "organId" from reply_obligation_answer a
     join reply_obligation o on o.id = a.obligation_id join incoming_document d on d.id = o.document_id
     where a.outgoing_document_id = $1 group by d.sender_agency`,
    [documentId],
  );
  return senders.length === 1 ? senders[0] : undefined;
}

function findKnown(tx: Pick<Transaction, 'query'>, keys: readonly string[], day: string): Promise<Known[]> {
  return tx.query<Known>(
    `select without_diacritics(name) as key, null::text as "unitCode", id as "correspondentId",
            case kind when 'mail' then email end as email, address, organ_id as "organId"
     from correspondent where active and without_diacritics(name) = any($1)
     union all
     select wanted, code, null::uuid, null, null, null from unit, unnest($1::text[]) wanted
     where wanted in (without_diacritics(name), lower(code)) and lives_on(unit, $2)`,
    [keys, day],
  );
}
