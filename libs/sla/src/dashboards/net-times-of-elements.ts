import { netSeconds, type Pause } from '#deadlines';
import { type CalendarsInForce, CountingCalendars } from '../roll-ups/counting-calendars.js';
import { Durations, sortedSeconds } from '../roll-ups/durations.js';
import { pausesOfTask } from '../roll-ups/pauses-of-task.js';
import type { Reader } from '../roll-ups/task-record.js';

export interface EndedActivities {
  readonly definitionId: string;
  /** Ended from this instant up to before that one. */
  readonly from: string;
  readonly to: string;
  /** IANA zone of the office. */
  readonly zone: string;
}

interface KnownTimes {
  readonly elementId: string;
  readonly seconds: Buffer;
}

/** Activities of one element that are to be counted alike. */
interface SpansToCount {
  readonly elementId: string;
  readonly unit: string | null;
  readonly pauses: readonly Pause[];
  /** Beginning and end of each as milliseconds, eight bytes each: a hundred thousand rows would take seconds to read. */
  readonly spans: Buffer;
}

/**
 * The net times of what was completed, by element. Tasks as reports have counted them; what took less than a second, as most
 * service tasks and all gateways do, took none; the rest is counted here.
 */
export async function netTimesOfElements(
  reader: Reader,
  calendars: CalendarsInForce,
  { definitionId, from, to, zone }: EndedActivities,
): Promise<ReadonlyMap<string, Durations>> {
  const known = await reader.query<KnownTimes>(KNOWN, [definitionId, from, to]);
  const rest = await reader.query<SpansToCount>(REST, [definitionId, from, to, zone]);
  const counting = await CountingCalendars.load(reader, calendars, []);
  const times = new Map<string, Durations>();
  for (const { elementId, seconds } of known) addTo(times, elementId, seconds);
  for (const { elementId, unit, pauses, spans } of rest) {
    const { workingTime } = counting.of(unit);
    const seconds: number[] = [];
    for (let at = 0; at < spans.length; at += 2 * BYTES_OF_INSTANT) {
      seconds.push(Math.floor(netSeconds(workingTime, instantAt(spans, at), instantAt(spans, at + BYTES_OF_INSTANT), pauses)));
    }
    addTo(times, elementId, sortedSeconds(seconds));
  }
  return times;
}

const BYTES_OF_INSTANT = 8;

function instantAt(spans: Buffer, at: number): string {
  return new Date(Number(spans.readBigInt64BE(at))).toISOString();
}

function addTo(times: Map<string, Durations>, elementId: string, seconds: Buffer): void {
  const ofElement = times.get(elementId) ?? new Durations();
  times.set(elementId, ofElement);
  ofElement.add(seconds);
}

const COMPLETED = `
  from activity_history a
  left join user_task t on t.instance_id = a.instance_id and t.activity_key = a.activity_key
  left join sla_fact f on f.task_id = t.id
  where a.definition_id = $1 and a.ended_at >= $2 and a.ended_at < $3 and not a.cancelled`;

const NOTHING = `a.ended_at < a.started_at + interval '1 second'`;

const KNOWN = `
  select element_id as "elementId", string_agg(int4send(net), '' order by net) as seconds
  from (select a.element_id, case when ${NOTHING} then 0 else f.net_seconds end as net ${COMPLETED}) as completed
  where net is not null group by element_id`;

const milliseconds = (instant: string) => `int8send(floor(extract(epoch from ${instant}) * 1000)::bigint)`;

const REST = `
  select element_id as "elementId", unit, pauses, string_agg(${milliseconds('started_at')} || ${milliseconds('ended_at')}, '') as spans
  from (select rest.*, s.unit, ${pausesOfTask({ instance: 'i.id', root: 'i.root_instance_id', task: 's.task_id' })} as pauses
        from (select a.*, t.id as task_id ${COMPLETED} and not ${NOTHING} and f.task_id is null) as rest
        join process_instance i on i.id = rest.instance_id
        left join sla_task($4) s on s.task_id = rest.task_id) as completed
  group by element_id, unit, pauses`;
