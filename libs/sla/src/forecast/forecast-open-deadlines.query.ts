import { ifCountable, type WorkingTime } from '#calendar';
import { netSeconds } from '#deadlines';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { CountingCalendars, type CalendarsInForce } from '../roll-ups/counting-calendars.js';
import type { Reader } from '../roll-ups/task-record.js';
import { earlierRuns } from './earlier-runs.query.js';
import { type Estimate, LEAST_RUNS } from './estimate-miss.js';
import { Experience, experienceBefore, MOST_RUNS_OF_A_STEP, populationOf, stepKey } from './experience.js';
import { MOST_OPEN_DEADLINES, type OpenDeadline, type OpenDeadlineFilter, openDeadlines } from './open-deadlines.query.js';
import { outcomesBetween } from './outcomes.query.js';
import type { StepOfDeadline } from './steps-of-deadlines.js';

export interface ForecastFilter extends Omit<OpenDeadlineFilter, 'ids'> {
  readonly limit: number;
  readonly after?: string;
}

export interface ForecastTools {
  readonly database: Reader;
  readonly calendars: CalendarsInForce;
}

/** How likely an open deadline is missed. */
export interface ForecastEntry extends Estimate, Omit<OpenDeadline, 'steps' | 'subject' | 'process' | 'pausedUntil'> {
  /** The open step that decides: of several the one that endangers the deadline most. Null: none waits for a person. */
  readonly step: Pick<StepOfDeadline, 'step' | 'name' | 'startedAt'> | null;
  /** What the probability stands on, or why there is none, in Vietnamese. */
  readonly basis: string;
}

export interface ForecastPage extends Page<ForecastEntry> {
  /** The instant that is forecast from; the same on every page of a list. */
  readonly asOf: string;
  /** What the probability means, in Vietnamese. */
  readonly meaning: string;
  /** Whether there are more open deadlines, due later, that were not looked at. */
  readonly cut: boolean;
}

/** What a probability means, in the words that stand beside it. */
export const PROBABILITY_MEANING =
  'Xác suất trễ hạn: trong các lần trước (365 ngày qua) bước đang mở kéo dài ít nhất như hiện nay, tỷ lệ lần mà từ đó đến khi ' +
  'xong lâu hơn thời gian làm việc còn lại, tính cả tỷ lệ trễ hạn chung như 2 lần nữa. Khoảng tin cậy Wilson 95 %. ' +
  `Dưới ${LEAST_RUNS} lần trước thì không dự báo. Việc còn mở, việc đã hủy không tính vào lần trước; việc đã quá hạn không dự báo.`;

/** What a list of forecasts means. */
export const FORECAST_MEANING = `${PROBABILITY_MEANING} Bước kéo dài lâu hơn mọi lần trước thì đứng đầu danh sách.`;

/** From when, then the place: urgency, due time, kind, id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.number(), z.string(), z.string(), z.uuid()]);
type Place = [urgency: number, dueAt: string, kind: string, id: string];

/**
 * The open deadlines that are not missed yet, by the probability that they will be, the most endangered first. Before
 * them stand those whose step has lasted longer than ever, after them those without enough data, by their due date. @throws BadCursorError
 */
export async function forecastOpenDeadlines(
  { database, calendars }: ForecastTools,
  { limit, after, ...filter }: ForecastFilter,
): Promise<ForecastPage> {
  const [asOf = await now(database), ...before] = readCursor(after, cursorSchema) ?? [];
  const found = await openDeadlines(database, asOf, filter);
  const open = found.slice(0, MOST_OPEN_DEADLINES);
  const ranked = (await forecastAll({ database, calendars }, open, asOf))
    .map((entry) => ({ entry, place: placeOf(entry) }))
    .sort((one, other) => compare(one.place, other.place));
  const [urgency, dueAt, kind, id] = before;
  const last: Place | null = id === undefined ? null : [urgency!, dueAt!, kind!, id];
  const rest = ranked.filter(({ place }) => last === null || compare(place, last) > 0).slice(0, limit + 1);
  const { items, next } = toPage(rest, limit, ({ place }) => [asOf, ...place]);
  return { items: items.map(({ entry }) => entry), next, asOf, meaning: FORECAST_MEANING, cut: found.length > open.length };
}

/**
 * What is foretold of certain deadlines, by their ids; nothing of those that are closed or missed already.
 * @param instant ISO 8601 UTC: when it is foretold; now where it is left out
 */
export async function forecastDeadlines(
  tools: ForecastTools,
  ids: readonly string[],
  instant?: string,
): Promise<ReadonlyMap<string, ForecastEntry>> {
  if (ids.length === 0) return new Map();
  const asOf = instant ?? (await now(tools.database));
  const open = await openDeadlines(tools.database, asOf, { ids });
  return new Map((await forecastAll(tools, open, asOf)).map((entry) => [entry.id, entry]));
}

async function forecastAll(
  { database, calendars }: ForecastTools,
  open: readonly OpenDeadline[],
  asOf: string,
): Promise<ForecastEntry[]> {
  const counting = await CountingCalendars.load(database, calendars, []);
  const experience = await experienceFor(database, counting, open, asOf);
  return open.map(
    (deadline) =>
      ifCountable(() => forecast(deadline, experience, counting.of(deadline.unit).workingTime, asOf)) ??
      withoutForecast(deadline, 'Hạn nằm ngoài phạm vi của lịch làm việc, không dự báo được: hãy xem lại năm.'),
  );
}

async function now(database: Reader): Promise<string> {
  const [row] = await database.query<{ now: string }>('select business_now() as now');
  return row!.now;
}

async function experienceFor(
  reader: Reader,
  counting: CountingCalendars,
  open: readonly OpenDeadline[],
  asOf: string,
): Promise<Experience> {
  const experience = new Experience();
  const since = experienceBefore(asOf);
  const steps = [...new Set(open.flatMap((deadline) => deadline.steps.map(({ step }) => step)))];
  const wanted = { steps, since, until: asOf, most: MOST_RUNS_OF_A_STEP };
  for (const { step, ...run } of await earlierRuns(reader, counting, wanted)) experience.learnRun(step, run);
  const { zone } = counting.of(null).workingTime;
  for (const { population, closed, missed } of await outcomesBetween(reader, { since, until: asOf, zone })) {
    experience.learnOutcomes(population, closed, missed);
  }
  return experience;
}

function forecast(
  open: OpenDeadline,
  experience: Experience,
  workingTime: Pick<WorkingTime, 'workingSecondsBetween'>,
  asOf: string,
): ForecastEntry {
  const { steps, subject, process, pausedUntil, dueAt } = open;
  // Until a pause is over nothing of what is left is used up.
  const countedFrom = pausedUntil !== null && pausedUntil > asOf ? pausedUntil : asOf;
  const left = workingTime.workingSecondsBetween(countedFrom, dueAt);
  const [decisive] = steps
    .map((step) => {
      const startedAt = new Date(step.startedAt).toISOString();
      const spent = netSeconds(workingTime, startedAt, asOf, step.pauses);
      const standing = { spent, left };
      const estimate = experience.estimate(stepKey(step.step, subject), populationOf(process, subject), standing);
      return { step: { step: step.step, name: step.name, startedAt }, estimate };
    })
    .sort((one, other) => urgencyOf(other.estimate) - urgencyOf(one.estimate));
  if (decisive === undefined) return withoutForecast(open, 'Chưa đủ dữ liệu: hồ sơ không có bước nào đang chờ người làm.');
  const { step, estimate } = decisive;
  return { ...listed(open), step, ...estimate, basis: basisOf(step.name, estimate) };
}

function withoutForecast(open: OpenDeadline, basis: string): ForecastEntry {
  return { ...listed(open), step: null, probability: null, low: null, high: null, runs: 0, late: 0, longerThanAll: false, basis };
}

function listed({ kind, id, instanceId, label, unit, unitName, dueAt }: OpenDeadline) {
  return { kind, id, instanceId, label, unit, unitName, dueAt };
}

function basisOf(name: string, { probability, runs, late, longerThanAll }: Estimate): string {
  if (longerThanAll) return `Bước “${name}” đã kéo dài lâu hơn mọi lần trước.`;
  return probability === null
    ? `Chưa đủ dữ liệu: chỉ có ${runs} lần trước bước “${name}” kéo dài ít nhất như hiện nay, cần ${LEAST_RUNS} lần.`
    : `${late} trong ${runs} lần trước bước “${name}” kéo dài ít nhất như hiện nay đã cần lâu hơn thời gian còn lại.`;
}

function placeOf(entry: ForecastEntry): Place {
  return [urgencyOf(entry), entry.dueAt, entry.kind, entry.id];
}

/** What orders forecasts: the probability; what has lasted longer than ever stands above all, what is unknown below. */
function urgencyOf({ probability, longerThanAll }: Pick<Estimate, 'probability' | 'longerThanAll'>): number {
  return longerThanAll ? 2 : (probability ?? -1);
}

function compare([urgency, ...rest]: Place, [otherUrgency, ...others]: Place): number {
  if (urgency !== otherUrgency) return otherUrgency - urgency;
  const differing = rest.findIndex((part, index) => part !== others[index]);
  return differing < 0 ? 0 : rest[differing]! < others[differing]! ? -1 : 1;
}
