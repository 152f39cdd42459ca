import { dateInZone, type JsonObject, newId } from '#foundation';
import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { readVariables } from '../duty.js';
import { type Period, periodBefore, periodOf } from '../period.js';
import { itHeadGroups } from './confirmers.js';
import { IT_REPORT_PERIODS, type ItReportPeriod, recordItReportEvent, sayItReport } from './it-report.js';

const variablesSchema = z.object({ periodKind: z.enum(IT_REPORT_PERIODS) });

/** A gap of more periods stays one: nobody waits for a report of the year before last. */
const MOST_MISSED = 12;

/**
 * Topic `duties.open-it-report`: the report of the period before the one in which the case began. Where there is that already, of
 * the latest that was missed since the first report, as after the system was off over several firings of the timer.
 * Output: opened (false: nothing is owed), and then reportId, label, firstDay, lastDay, itHeads (groups of the heads of IT).
 */
export function openItReportHandler(): JobHandler {
  return {
    topic: 'duties.open-it-report',
    async handle(job) {
      const { periodKind } = readVariables(variablesSchema, job);
      return { commit: (context) => open(context, job, periodKind) };
    },
  };
}

async function open(context: CommandContext, job: JobContext, period: ItReportPeriod): Promise<JsonObject> {
  const { tx, now, zone } = context;
  const [begun] = await tx.query<{ at: string }>('select started_at as at from process_instance where id = $1', [job.instanceId]);
  let days: Period = periodOf(period, begun!.at, zone);
  for (let back = 0; back < MOST_MISSED; back++) {
    days = periodBefore(period, days);
    const reportId = newId();
    if (back > 0 && !(await isGap(context, period, days))) break;
    const inserted = await tx.execute(
      `insert into it_report (id, period, first_day, last_day, opened_at, instance_id) values ($1, $2, $3, $4, $5, $6)
       on conflict (period, first_day) do nothing`,
      [reportId, period, days.firstDay, days.lastDay, now, job.rootInstanceId],
    );
    if (inserted === 0) continue;
    await recordItReportEvent(context, reportId, { kind: 'opened', actor: 'system', detail: { period, ...days } });
    const itHeads = await itHeadGroups(tx, dateInZone(now, zone));
    return { opened: true, reportId, label: sayItReport({ period, ...days }), ...days, itHeads };
  }
  context.nothingChanged();
  return { opened: false };
}

/** Whether a period has no report while an earlier one has; one that has its own is passed over, not the end. */
async function isGap({ tx }: CommandContext, period: ItReportPeriod, { firstDay }: Period): Promise<boolean> {
  return (await tx.execute('select from it_report where period = $1 and first_day <= $2 limit 1', [period, firstDay])) > 0;
}
