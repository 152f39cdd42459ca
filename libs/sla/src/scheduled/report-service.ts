import { type CommandContext, jobVariablesReader } from '#runtime';
import { z } from 'zod';
import type { ReportTools } from '../report/sla-report.query.js';
import { DIMENSIONS } from '../report/report.js';
import { BadReportVariablesError } from './errors.js';

/** One person who gets the report. */
export interface Recipient {
  readonly login: string;
  readonly name: string;
  readonly email: string;
}

/** What sending reports needs of the office. What lies in libs beside this one is handed in as functions. */
export interface ReportService extends ReportTools {
  /** Leaves a notice to each person, once for an event. */
  notify(
    context: CommandContext,
    logins: readonly string[],
    notice: { kind: 'report'; title: string; body: string; instanceId: string; event: string },
  ): Promise<unknown>;
  /** Hands a message to the mail server. Absent: the office sends no mail. */
  readonly sendMail?: (mail: ReportMail) => Promise<void>;
  /** Address of the API for people, without a slash at its end; empty where none is known. */
  readonly address: string;
}

export interface ReportMail {
  /** Of the job that sends it. */
  readonly id: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly content: Buffer }[];
  readonly sentAt: string;
}

/** A process of reports says so what its lines stand for. */
export const reportBySchema = z.enum(DIMENSIONS).default('unit');

/** @throws BadReportVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadReportVariablesError);
