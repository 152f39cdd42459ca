import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { HandoverForbiddenError, HandoverNotFoundError } from '../errors.js';
import { type HandoverLine, type HandoverStatus, linesOf, type Minutes, MINUTES_COLUMNS } from './minutes.js';
import { type Person, signersOn } from './rights.js';

export interface MinutesWithLines extends Minutes {
  readonly agency: string;
  readonly unitName: string;
  readonly closedByName: string | null;
  readonly signedByName: string | null;
  readonly lines: readonly ReadLine[];
}

/** A line as somebody reads it who need not know what documents say. */
export type ReadLine = Omit<HandoverLine, 'label'> & {
  /** Null where what it says is not for the reader. */
  readonly label: string | null;
};

/** Who reads minutes `m`: who hands over, who receives, the head of the unit, personnel and who answers for the office. */
const READABLE = (first: number) => `(m.login = $${first} or $${first + 1}::text[] && array['head:' || m.unit_code, 'personnel', 'chief-of-office', 'leader']
  or exists (select from handover_line r where r.minutes_id = m.id and r.receiver = $${first}))`;

/**
 * One set of minutes with its lines, which are a few dozen. Who hands over and who signs for the unit read all; personnel, the chief of
 * office and leaders read which things go to whom, without the words of documents; who only receives reads what he receives.
 * @param day today, `YYYY-MM-DD`. @throws HandoverNotFoundError, HandoverForbiddenError
 */
export async function getMinutes(database: Database, { login, groups }: Person, id: string, day: string): Promise<MinutesWithLines> {
  const [found] = await database.query<Omit<MinutesWithLines, 'lines'> & { readable: boolean }>(
    `select ${MINUTES_COLUMNS}, (select name from agency) as agency, unit.name as "unitName", ${READABLE(2)} as readable,
            (select full_name from person where person.login = m.closed_by) as "closedByName",
            (select full_name from person where person.login = m.signed_by) as "signedByName"
     from handover_minutes m join person on person.login = m.login join unit on unit.code = m.unit_code where m.id = $1`,
    [id, login, groups],
  );
  if (found === undefined) throw new HandoverNotFoundError(id);
  const { readable, ...minutes } = found;
  if (!readable) throw new HandoverForbiddenError('see these minutes');
  const lines = await linesOf(database, id);
  const readsAll = login === minutes.login || groups.includes(`head:${minutes.unit}`) || groups.includes(await signersOn(database, minutes, day));
  const oversees = OVERSEERS.some((group) => groups.includes(group));
  const shown = readsAll || oversees ? lines : lines.filter(({ receiver }) => receiver === login);
  return { ...minutes, lines: shown.map((line) => (readsAll || line.receiver === login ? line : withoutWords(line))) };
}

function withoutWords(line: HandoverLine): ReadLine {
  if (WITHOUT_WORDS.includes(line.kind)) return { ...line, about: null };
  return { ...line, label: null, about: null, note: null, problem: null };
}

/** They see that everything is handed over, and not what it says. */
const OVERSEERS = ['personnel', 'chief-of-office', 'leader'];

/** Their labels are names of steps and addresses. */
const WITHOUT_WORDS: readonly HandoverLine['kind'][] = ['task', 'mailbox', 'consultation'];

const keySchema = z.tuple([z.string(), z.uuid()]);

export interface MinutesRow extends Minutes {
  readonly lineCount: number;
  /** Lines that nobody has confirmed yet. */
  readonly unconfirmed: number;
}

/** The minutes that somebody may read, the newest first. */
export async function listMinutes(
  database: Database,
  { login, groups }: Person,
  { limit, after, status, person }: PageRequest & { readonly status?: HandoverStatus; readonly person?: string },
): Promise<Page<MinutesRow>> {
  const [createdAt, id] = readCursor(after, keySchema) ?? [null, null];
  const rows = await database.query<MinutesRow>(
    `select ${MINUTES_COLUMNS}, (select count(*)::int from handover_line l where l.minutes_id = m.id) as "lineCount",
            (select count(*)::int from handover_line l where l.minutes_id = m.id and l.confirmed_at is null) as unconfirmed
     from handover_minutes m join person using (login)
     where ${READABLE(1)} and ($3::text is null or m.status = $3) and ($4::text is null or m.login = $4)
       and ($5::timestamptz is null or (m.created_at, m.id) < ($5, $6::uuid))
     order by m.created_at desc, m.id desc limit $7`,
    [login, groups, status ?? null, person ?? null, createdAt, id, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.createdAt, row.id]);
}
