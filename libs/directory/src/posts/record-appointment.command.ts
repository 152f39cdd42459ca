import type { Command } from '#runtime';
import { z } from 'zod';
import { appoint } from '../appoint.command.js';
import { POST_ROLES } from '../post-role.js';
import { refuseUnfitDecider } from './post-rights.js';
import { refuseCircle } from './refuse-circle.js';

const appointmentFields = {
  unit: z.string().max(20).describe('Mã đơn vị.'),
  role: z.enum(POST_ROLES).describe('Vai trò của chức vụ: quyền gắn với vai trò, không gắn với tên chức vụ.'),
  title: z.string().min(1).max(200).describe('Tên chức vụ, ví dụ Trưởng phòng.'),
  from: z.iso.date().describe('Ngày đầu giữ chức vụ.'),
  to: z.iso.date().optional().describe('Ngày cuối giữ chức vụ; bỏ trống: chưa biết.'),
  basis: z.string().trim().min(1).max(500).describe('Căn cứ: quyết định, với số và ngày.'),
};

/** An appointment as a personnel decision has it. */
export const appointmentSchema = z.strictObject({ login: z.string().min(1).max(40).describe('Tên đăng nhập.'), ...appointmentFields });
/** The same of a person who is known. */
export const correctedAppointmentSchema = z.strictObject(appointmentFields);

export interface RecordAppointmentInput extends z.output<typeof appointmentSchema> {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Enters a personnel decision that gives somebody a post.
 * @throws AppointmentForbiddenError, AppointmentInvalidError, AppointmentOverlapsError
 */
export const recordAppointment: Command<RecordAppointmentInput, { postId: string }> = {
  name: 'directory.record-appointment',

  request: ({ groups: _, ...input }) => input,

  async run(context, { groups, ...appointment }) {
    refuseUnfitDecider(context, groups, { login: appointment.login, roles: [appointment.role] });
    const appointed = await context.run(appoint, appointment);
    await refuseCircle(context, appointment);
    return appointed;
  },
};
