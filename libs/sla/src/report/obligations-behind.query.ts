import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { slaPeriodSchema } from '../period.js';
import { COUNTED_OBLIGATIONS, type CountedObligations, OBLIGATION_KINDS, type ObligationKind, OBLIGATIONS } from './obligations.js';

export const obligationsBehindSchema = slaPeriodSchema.safeExtend({
  kind: z.enum(OBLIGATION_KINDS).describe('Loại nghĩa vụ.'),
  figure: z.enum(COUNTED_OBLIGATIONS).describe('Số liệu của báo cáo.'),
});

/** An obligation that a figure counts. Instants are ISO 8601 UTC. */
export interface ObligationBehind {
  readonly kind: ObligationKind;
  /** Of the reply that is owed, also where a contribution to it is; of the deadline. */
  readonly id: string;
  /** Subject of the document, or what the ledger calls the deadline. */
  readonly label: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly instanceId: string;
  readonly startedAt: string;
  readonly dueAt: string;
  /** Null while it is open, and for a contribution that never came. */
  readonly endedAt: string | null;
}

const COUNTED: Readonly<Record<CountedObligations, string>> = {
  onTime: 'not o.late',
  late: 'o.late',
  openNotDue: 'o.late is null and not o.cancelled and o.due_at >= clock.now',
  openOverdue: 'o.late is null and not o.cancelled and o.due_at < clock.now',
  cancelledOverdue: 'o.cancelled',
};

/** Due time, id, unit: a reply may be owed contributions by several. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid(), z.string()]);

/** The obligations behind a figure of the report of the same period and unit, the earliest due first. @throws BadCursorError */
export async function listObligationsBehind(
  database: Database,
  request: z.output<typeof obligationsBehindSchema> & { readonly limit: number; readonly after?: string },
): Promise<Page<ObligationBehind>> {
  const { kind, figure, from, to, unit, limit } = request;
  const [dueAt, id, ofUnit] = readCursor(request.after, cursorSchema) ?? [null, null, null];
  const rows = await database.query<ObligationBehind>(
    `with clock as materialized (select business_now() as now)
     select o.kind, o.id, o.label, o.unit_code as unit, u.name as "unitName", o.instance_id as "instanceId", o.started_at as "startedAt",
            o.due_at as "dueAt", o.ended_at as "endedAt"
     from clock cross join (${OBLIGATIONS}) o left join unit u on u.code = o.unit_code
     where o.kind = $1 and ${COUNTED[figure]} and o.due_at >= $2 and o.due_at < $3 and ($4::text is null or o.unit_code = $4)
       and ($5::timestamptz is null or (o.due_at, o.id, coalesce(o.unit_code, '')) > ($5, $6::uuid, $7::text))
     order by o.due_at, o.id, coalesce(o.unit_code, '') limit $8`,
    [kind, from, to, unit ?? null, dueAt, id, ofUnit, limit + 1],
  );
  return toPage(rows, limit, (last) => [last.dueAt, last.id, last.unit ?? '']);
}
