import { DefinitionNotFoundError } from '#runtime';
import type { ReportTools } from '../report/sla-report.query.js';
import { Durations } from '../roll-ups/durations.js';
import type { HeatMapRequest } from './dashboard-request.js';
import { netTimesOfElements } from './net-times-of-elements.js';

const NET =
  'thời gian làm việc, trừ các khoảng tạm dừng; theo lịch của đơn vị được giao việc, với phần tử không phải công việc thì theo lịch chung của cơ quan';

/** What each figure of {@link ElementHeat} says, in the words that stand beside it. */
export const HEAT_MAP_DEFINITIONS = {
  finished: 'Số lần phần tử hoàn thành trong kỳ, không kể những lần bị hủy.',
  cancelled: 'Số lần phần tử bị hủy trong kỳ.',
  medianSeconds: 'Một nửa số lần hoàn thành mất không quá chừng này thời gian, tính cả ngoài giờ làm việc.',
  p95Seconds: '95 % số lần hoàn thành mất không quá chừng này thời gian, tính cả ngoài giờ làm việc.',
  netMedianSeconds: `Một nửa số lần hoàn thành mất không quá chừng này ${NET}.`,
  netP95Seconds: `95 % số lần hoàn thành mất không quá chừng này ${NET}.`,
  openNow: 'Số lần đang mở tại thời điểm xem.',
  overdueNow: 'Trong số đang mở, số lần có hạn đã qua tại thời điểm xem; quy trình con và quy trình được gọi: có công việc bên trong đã quá hạn.',
} as const;

/** How warm one element of a diagram is. */
export interface ElementHeat {
  /** Id in the BPMN file. */
  readonly elementId: string;
  readonly elementType: string;
  readonly name: string | null;
  readonly finished: number;
  readonly cancelled: number;
  /** Null where none finished. */
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  readonly netMedianSeconds: number | null;
  readonly netP95Seconds: number | null;
  readonly openNow: number;
  readonly overdueNow: number;
}

export interface HeatMap {
  readonly definitionId: string;
  readonly process: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  /** ISO UTC: the moment of what is open. */
  readonly asOf: string;
  /** The one that takes longest first; elements that nobody reached are left out. */
  readonly elements: readonly ElementHeat[];
  readonly definitions: typeof HEAT_MAP_DEFINITIONS;
}

/**
 * Where the time goes in one version of a process, by element, for its diagram. Of loops and several instances each run
 * counts. Gross time runs at night too, net time is that of reports.
 * @throws DefinitionNotFoundError
 */
export function heatMap(
  { database, calendars, zone }: ReportTools,
  { process, version, from, to }: HeatMapRequest,
): Promise<HeatMap> {
  return database.transaction(async (tx) => {
    const [definition] = await tx.query<{ id: string; version: number }>(
      `select id, version from process_definition where key = $1 and ($2::integer is null or version = $2)
       order by version desc limit 1`,
      [process, version ?? null],
    );
    if (definition === undefined) {
      throw new DefinitionNotFoundError(`No process "${process}" (${version ?? 'latest'}) is deployed. Correct key or version.`);
    }
    const heats = await tx.query<Omit<ElementHeat, 'netMedianSeconds' | 'netP95Seconds'>>(HEAT, [definition.id, from, to, tx.now]);
    const netTimes = await netTimesOfElements(tx, calendars, { definitionId: definition.id, from, to, zone });
    const elements = heats.map((heat): ElementHeat => {
      const net = netTimes.get(heat.elementId) ?? new Durations();
      return { ...heat, netMedianSeconds: net.percentile(50), netP95Seconds: net.percentile(95) };
    });
    return {
      definitionId: definition.id,
      process,
      version: definition.version,
      from,
      to,
      asOf: tx.now,
      elements,
      definitions: HEAT_MAP_DEFINITIONS,
    };
  });
}

/** `overdue_inside`: overdue tasks, then whatever stands around them: sub-process, call activity, and so on outwards. */
const HEAT = `
  with recursive overdue_inside (instance_id, activity_key) as (
    select instance_id, activity_key from user_task where status = 'open' and due_at < $4
    union
    select around.instance_id, around.activity_key from overdue_inside inside
    join activity a on a.instance_id = inside.instance_id and a.activity_key = inside.activity_key
    join process_instance i on i.id = a.instance_id
    cross join lateral (
      select case when a.parent_key is null then i.parent_instance_id else a.instance_id end as instance_id,
             coalesce(a.parent_key, i.parent_activity_key) as activity_key) around),
  ended as (
    select element_id, element_type, name, cancelled,
           case when not cancelled then greatest(0, extract(epoch from ended_at - started_at)) end as seconds
    from activity_history where definition_id = $1 and ended_at >= $2 and ended_at < $3),
  open as (
    select a.element_id, a.element_type, a.name, inside.instance_id is not null as overdue
    from activity a
    join process_instance i on i.id = a.instance_id and i.definition_id = $1
    left join overdue_inside inside on inside.instance_id = a.instance_id and inside.activity_key = a.activity_key),
  past as (
    select element_id, element_type, max(name) as name, count(*) filter (where not cancelled) as finished,
           count(*) filter (where cancelled) as cancelled,
           percentile_disc(0.5) within group (order by seconds) as median,
           percentile_disc(0.95) within group (order by seconds) as p95
    from ended group by element_id, element_type),
  present as (
    select element_id, element_type, max(name) as name, count(*) as open, count(*) filter (where overdue) as overdue
    from open group by element_id, element_type)
  select element_id as "elementId", element_type as "elementType", coalesce(past.name, present.name) as name,
         coalesce(finished, 0) as finished, coalesce(cancelled, 0) as cancelled,
         floor(median)::bigint as "medianSeconds", floor(p95)::bigint as "p95Seconds",
         coalesce(open, 0) as "openNow", coalesce(overdue, 0) as "overdueNow"
  from past full join present using (element_id, element_type)
  order by median desc nulls last, element_id`;
