import type { Transaction } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { forecastDeadlines } from '../forecast/forecast-open-deadlines.query.js';
import { slaPeriodSchema } from '../period.js';
import { COUNTED_OBLIGATIONS, type CountedObligations, extensionOf, OBLIGATION_KINDS, type ObligationKind, OBLIGATIONS } from './obligations.js';
import { owedThen } from './open-at-instant.js';
import { COUNTS_FORECAST, findForecast, type Foretold, forecastFieldsOf, isForecast } from './read-forecasts.js';
import { COUNTED_FORECASTS, type CountedForecast } from './report.js';
import type { ReportTools } from './sla-report.query.js';

export const obligationsBehindSchema = slaPeriodSchema.safeExtend({
  kind: z.enum(OBLIGATION_KINDS).describe('Loại nghĩa vụ.'),
  figure: z.enum([...COUNTED_OBLIGATIONS, ...COUNTED_FORECASTS]).describe('Số liệu của báo cáo hoặc của dự báo.'),
});

/** An obligation that a figure counts. Instants are ISO 8601 UTC. */
export interface ObligationBehind {
  readonly kind: ObligationKind;
  /** Of the reply that is owed, also where a contribution to it is; of the document to which a contribution is without one; of the deadline. */
  readonly id: string;
  /** Subject of the document, or what the ledger calls the deadline. */
  readonly label: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly instanceId: string;
  readonly startedAt: string;
  /** Of what is open: as it was when the period was over. */
  readonly dueAt: string;
  /** Null while it is open, and for a contribution that never came. */
  readonly endedAt: string | null;
  /** In the ledger, of the kind `case`; null: it does not stand there. */
  readonly deadlineId: string | null;
  /** Behind the figures of a forecast: what is foretold of it; null: it does not stand in the ledger. */
  readonly forecast?: Foretold | null;
}

const COUNTED: Readonly<Record<CountedObligations, string>> = {
  onTime: 'not o.late',
  late: 'o.late',
  openNotDue: 'o.late is null and not o.cancelled and o.due_at >= clock.now',
  openOverdue: 'o.late is null and not o.cancelled and o.due_at < clock.now',
  cancelledOverdue: 'o.cancelled',
  extended: `${extensionOf('$3')} is not null`,
  extendedLate: `${extensionOf('$3')} = 'late'`,
};

/** Due time, id, unit: a reply may be owed contributions by several. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid(), z.string()]);

type Tools = Pick<ReportTools, 'database' | 'calendars'>;
type Asked = Omit<z.output<typeof obligationsBehindSchema>, 'figure'>;

/** The obligations behind a figure of the report of the same period and unit, the earliest due first. @throws BadCursorError */
export function listObligationsBehind(
  tools: Tools,
  { figure, limit, after, ...asked }: z.output<typeof obligationsBehindSchema> & PageRequest,
): Promise<Page<ObligationBehind>> {
  const page = { limit, after };
  return tools.database.transaction((tx) =>
    isForecast(figure) ? listForecast(tx, tools, figure, asked, page) : read(tx, figure, asked, page),
  );
}

async function listForecast(
  tx: Transaction,
  { calendars }: Tools,
  figure: CountedForecast,
  asked: Asked,
  page: PageRequest,
): Promise<Page<ObligationBehind>> {
  const found = await findForecast(
    (open) => read(tx, 'openNotDue', asked, open),
    async (open) => {
      const ids = open.flatMap(({ deadlineId }) => deadlineId ?? []);
      const entries = await forecastDeadlines({ database: tx, calendars }, ids, tx.now);
      return open.flatMap((obligation) => {
        const entry = obligation.deadlineId === null ? undefined : entries.get(obligation.deadlineId);
        if (!COUNTS_FORECAST[figure](entry ?? { probability: null })) return [];
        return [{ ...obligation, forecast: entry === undefined ? null : forecastFieldsOf(entry) }];
      });
    },
    page,
  );
  return pageOf(found, page.limit);
}

async function read(
  tx: Transaction,
  figure: CountedObligations,
  { kind, from, to, unit }: Asked,
  { limit, after }: PageRequest,
): Promise<Page<ObligationBehind>> {
  const [dueAt, id, ofUnit] = readCursor(after, cursorSchema) ?? [null, null, null];
  const rows = await tx.query<ObligationBehind>(
    `with clock as materialized (select $9::timestamptz as now), ${owedThen('$3')}
     select o.kind, o.id, o.label, o.unit_code as unit, u.name as "unitName", o.instance_id as "instanceId", o.started_at as "startedAt",
            o.due_at as "dueAt", o.ended_at as "endedAt", o.deadline_id as "deadlineId"
     from clock cross join (${OBLIGATIONS}) o left join unit u on u.code = o.unit_code
     where o.kind = $1 and ${COUNTED[figure]} and o.due_at >= $2 and o.due_at < $3 and ($4::text is null or o.unit_code = $4)
       and ($5::timestamptz is null or (o.due_at, o.id, coalesce(o.unit_code, '')) > ($5, $6::uuid, $7::text))
     order by o.due_at, o.id, coalesce(o.unit_code, '') limit $8`,
    [kind, from, to, unit ?? null, dueAt, id, ofUnit, limit + 1, tx.now],
  );
  return pageOf(rows, limit);
}

function pageOf(obligations: readonly ObligationBehind[], limit: number): Page<ObligationBehind> {
  return toPage(obligations, limit, (last) => [last.dueAt, last.id, last.unit ?? '']);
}
