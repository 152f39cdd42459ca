import type { Database } from '#database';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { ReportTooLongError } from '../exports/errors.js';
import { type ExportedFile, exportReport } from '../exports/export-report.js';
import type { Letterhead } from '../exports/report-layout.js';
import type { SlaReport } from '../report/report.js';
import { slaReport } from '../report/sla-report.query.js';
import { NoMailServerError } from './errors.js';
import { readVariables, reportBySchema, type ReportService } from './report-service.js';
import { sayReport } from './say-report.js';

const variablesSchema = z.object({
  reportFrom: z.iso.datetime(),
  reportTo: z.iso.datetime(),
  reportBy: reportBySchema,
  recipient: z.object({ login: z.string(), name: z.string(), email: z.string().min(3) }),
});

/**
 * Topic `sla.mail-report`: the report of a period, compared with the one before, to one person by mail, as PDF and XLSX.
 * One job is one mail to one person: it is tried again and stands as failed for that person alone, and the id of the job
 * is the Message-ID, so that mail programs show it once although a crash between sending and settling sends it again.
 */
export function mailReportHandler(reach: () => ReportService): JobHandler {
  return {
    topic: 'sla.mail-report',
    async handle(job) {
      const { reportFrom: from, reportTo: to, reportBy: by, recipient } = readVariables(variablesSchema, job);
      const service = reach();
      const { database, zone, sendMail } = service;
      if (sendMail === undefined) throw new NoMailServerError();
      const letterhead = { agency: await agencyName(database), zone };
      const report = await slaReport(service, { from, to, by, compare: true });
      const attachments = await filesOf(report, letterhead);
      job.signal.throwIfAborted();
      await sendMail({
        id: job.jobId,
        to: recipient,
        subject: attachments[0]!.name.replace(/\.\w+$/, ''),
        text: [
          `Kính gửi ${recipient.name},`,
          `${letterhead.agency} gửi báo cáo kèm theo thư này.\n${sayReport(report, zone)}`,
          'Cách tính từng chỉ tiêu ghi trong báo cáo. Thư do hệ thống gửi tự động, xin không trả lời.',
        ].join('\n\n'),
        attachments,
        sentAt: job.now,
      });
      return {
        commit: async (context) => {
          const detail = { login: recipient.login, email: recipient.email, jobId: job.jobId, from, to };
          context.audit({ subject: 'process-instance', subjectId: job.instanceId, detail });
        },
      };
    },
  };
}

/** A report that is too long for a PDF goes as a workbook alone. */
async function filesOf(report: SlaReport, letterhead: Letterhead): Promise<ExportedFile[]> {
  const workbook = await exportReport(report, letterhead, 'xlsx');
  try {
    return [await exportReport(report, letterhead, 'pdf'), workbook];
  } catch (error) {
    if (!(error instanceof ReportTooLongError)) throw error;
    return [workbook];
  }
}

async function agencyName(database: Database): Promise<string> {
  const [agency] = await database.query<{ name: string }>('select name from agency');
  return agency!.name;
}
