import type { Database } from '#database';
import type { JobHandler } from '#runtime';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ReportPeriod } from '../report/report.js';
import { slaReport } from '../report/sla-report.query.js';
import { type Recipient, readVariables, reportBySchema, type ReportService } from './report-service.js';
import { sayReport } from './say-report.js';

const variablesSchema = z.object({
  reportBy: reportBySchema,
  /** Groups such as `leader`. */
  readers: z.array(z.string().min(1)).min(1),
});

/**
 * Topic `sla.announce-report`: the report of the month before the one in which the case began, as a notice with its
 * address to everybody who is in the groups `readers` today. Output: reportFrom and reportTo; recipients, those readers
 * who have an e-mail address; mail, `on`, or `off` where the office sends none, and then there are no recipients.
 */
export function announceReportHandler(reach: () => ReportService): JobHandler {
  return {
    topic: 'sla.announce-report',
    async handle(job) {
      const { reportBy, readers } = readVariables(variablesSchema, job);
      const service = reach();
      const { database, zone, address } = service;
      const period = await monthBefore(database, job.instanceId, zone);
      const report = await slaReport(service, { ...period, by: reportBy, compare: false });
      const people = await peopleIn(database, readers, DateTime.fromISO(job.now, { zone }).toISODate()!);
      const mail = service.sendMail === undefined ? 'off' : 'on';
      if (mail === 'off') job.log.warn({ code: 'sla.report-not-mailed', instanceId: job.instanceId, jobId: job.jobId });
      const link = `${address}/api/v1/sla/report/export?${new URLSearchParams({ ...period, by: reportBy, format: 'pdf' }).toString()}`;
      // A browser has no session of its own: the page is where people sign in, the file is for programs that have.
      const page = `${address}/api/docs#/sla/exportSlaReport`;
      const month = DateTime.fromISO(period.from, { zone }).toFormat('MM/yyyy');
      return {
        output: {
          reportFrom: period.from,
          reportTo: period.to,
          mail,
          recipients: mail === 'on' ? people.filter(hasEmail).map((person) => ({ ...person })) : [],
        },
        commit: async (context) => {
          const notice = {
            kind: 'report',
            title: `Báo cáo thời hạn xử lý công việc tháng ${month}`,
            body: `${sayReport(report, zone)}\nXem báo cáo: ${page}\nTệp, cho phần mềm đã đăng nhập: ${link}`,
            instanceId: job.instanceId,
            event: `sla-report:${job.jobId}`,
          } as const;
          await service.notify(context, people.map(({ login }) => login), notice);
        },
      };
    },
  };
}

/** However late the job runs, the month is that before the case. */
async function monthBefore(database: Database, instanceId: string, zone: string): Promise<ReportPeriod> {
  const [instance] = await database.query<{ startedAt: string }>(
    'select started_at as "startedAt" from process_instance where id = $1',
    [instanceId],
  );
  const month = DateTime.fromISO(instance!.startedAt, { zone }).startOf('month');
  return { from: month.minus({ months: 1 }).toUTC().toISO()!, to: month.toUTC().toISO()! };
}

type ReportReader = Omit<Recipient, 'email'> & { readonly email: string | null };

function peopleIn(database: Database, groups: readonly string[], onDate: string): Promise<ReportReader[]> {
  return database.query<ReportReader>(
    `select login, full_name as name, email from person
     where login in (select login from post where groups && $1::text[] and held_on(post, $2)) order by login`,
    [groups, onDate],
  );
}

function hasEmail(person: ReportReader): person is Recipient {
  return person.email !== null;
}
