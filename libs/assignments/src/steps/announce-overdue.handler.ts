import type { JobHandler, Tell } from '#runtime';
import { z } from 'zod';
import { nameSchema, optionalText, readVariables } from './job-variables.js';

const variablesSchema = z.object({
  assignmentId: z.uuid(),
  assigner: nameSchema,
  assignedUnit: nameSchema,
  subject: optionalText,
  dueAt: nameSchema,
});

/**
 * Topic `assignments.announce-overdue`: whoever has given the work and the head of the unit hear that it is late. Reminders
 * before that, and escalation of tasks, are matters of the reminder policies.
 */
export function announceOverdueHandler(tell: Tell): JobHandler {
  return {
    topic: 'assignments.announce-overdue',
    async handle(job) {
      const { assignmentId, assigner, assignedUnit, subject, dueAt } = readVariables(variablesSchema, job);
      return {
        commit: (context) =>
          tell(
            context,
            { people: [assigner], groups: [`head:${assignedUnit}`] },
            {
              title: 'Việc được giao đã quá hạn',
              body: `“${subject ?? 'Việc được giao'}” chưa có kết quả.`,
              instanceId: job.instanceId,
              event: `assignment-overdue:${assignmentId}:${dueAt}`,
            },
          ),
      };
    },
  };
}
