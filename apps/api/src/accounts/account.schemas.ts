import { z } from 'zod';
import { instant, listOf } from '../paging.js';

export const issuedPasswordAnswer = z
  .object({
    initialPassword: z.string().describe('Chỉ hiện một lần; lần đăng nhập tới phải đổi, trong số ngày đã cấu hình.'),
    systems: z
      .array(
        z.object({
          system: z.string(),
          done: z.boolean().describe('false: hệ thống này chưa nhận mật khẩu; xử lý xong thì cấp lại lần nữa.'),
          problem: z.string().nullable(),
        }),
      )
      .readonly()
      .describe('Các hệ thống khác mà người này có tài khoản.'),
  })
  .meta({ id: 'PasswordIssued' });

export const exposureBody = z
  .object({ reason: z.string().trim().min(1).max(500).describe('Lộ thế nào, ở đâu; ghi vào nhật ký.') })
  .meta({ id: 'ReportExposure', examples: [{ reason: 'Đã nhập mật khẩu vào trang giả mạo' }] });

export const exposureAnswer = z
  .object({
    revokedSessions: z.int().describe('Số phiên đã kết thúc.'),
    revokedTokens: z.array(z.string()).readonly().describe('Token của máy cấp từ tài khoản này từ khi đặt mật khẩu bị lộ; đã thu hồi.'),
    instanceId: z.uuid().nullable().describe('Quy trình khóa ở các hệ thống khác; null: chưa bắt đầu được, báo quản trị mạng.'),
  })
  .meta({ id: 'ExposureReported' });

export const accountStandingAnswer = z
  .object({
    login: z.string(),
    fullName: z.string(),
    name: z.string().describe('Tên dùng để đăng nhập.'),
    status: z.enum(['active', 'locked']),
    mustChangePassword: z.boolean(),
    initialPasswordUntil: instant.nullable().describe('Mật khẩu ban đầu dùng được đến lúc này; null: đã đổi.'),
    lastSignInAt: instant.nullable(),
    systems: z
      .array(z.object({ system: z.string(), name: z.string(), state: z.enum(['active', 'locked', 'removed']), changedAt: instant }))
      .readonly()
      .describe('Tài khoản ở các hệ thống, như quy trình đã để lại.'),
  })
  .meta({ id: 'AccountStanding' });

export const accountSystemList = listOf(
  'AccountSystemList',
  z.object({ name: z.string().describe('`congvan` là tài khoản của chính hệ thống này.') }),
);

export const strangersAnswer = z
  .object({
    accounts: z
      .array(z.object({ name: z.string(), fullName: z.string(), lastUsedAt: instant.nullable() }))
      .readonly()
      .describe('Tài khoản không của ai trong danh bạ.'),
    mailboxes: z.array(z.string()).readonly().describe('Hộp thư không do hệ thống này tạo.'),
  })
  .meta({ id: 'Strangers' });
