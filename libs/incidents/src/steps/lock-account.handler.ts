import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { type IncidentTools, lockIncident } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { tellReporters } from '../tell-reporters.js';
import { nameSchema, readVariables } from './job-variables.js';

const variablesSchema = z.object({ incidentId: z.uuid(), exposedLogin: nameSchema });

/**
 * Topic `incidents.lock-account`: the account whose password was exposed is closed with all its sessions, in the transaction that
 * settles the job, before anybody is asked (47/QĐ-STP art. 15.5, 148/QĐ-SCT art. 12.5).
 */
export function lockAccountHandler(tools: IncidentTools): JobHandler {
  return {
    topic: 'incidents.lock-account',
    async handle(job) {
      const { incidentId, exposedLogin } = readVariables(variablesSchema, job);
      return {
        async commit(context) {
          const incident = await lockIncident(context.tx, incidentId);
          await tools.lockAccount(context, { login: exposedLogin, reason: `incident ${incident.label}: password exposed` });
          await recordEvent(context, incidentId, { kind: 'locked', actor: 'system', text: exposedLogin });
          await tellReporters(context, tools, incident, {
            title: 'đã khóa tài khoản',
            body: `Tài khoản ${exposedLogin} đã khóa, mọi phiên đăng nhập đã kết thúc. Mật khẩu mới do bộ phận có trách nhiệm cấp lại.`,
            event: `incident:${job.jobId}`,
          });
        },
      };
    },
  };
}
