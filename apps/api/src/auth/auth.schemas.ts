import { z } from 'zod';
import { instant, listOf } from '../paging.js';

const login = z.string().min(1).max(100);
const password = z.string().min(1).max(200);

export const signInBody = z
  .object({ login, password })
  .meta({ id: 'SignIn', examples: [{ login: 'cuongpv', password: 'mật khẩu của bạn' }] });

export const signedInAnswer = z
  .object({
    token: z.string().describe('Gửi trong `Authorization: Bearer …`; chỉ hiện một lần.'),
    sessionId: z.uuid(),
    login: z.string(),
    expiresAt: instant,
    mustChangePassword: z.boolean().describe('true: phải đổi mật khẩu trước khi làm việc khác.'),
  })
  .meta({ id: 'SignedIn' });

export const meAnswer = z
  .object({
    login: z.string(),
    fullName: z.string(),
    groups: z.array(z.string()).readonly().describe('Quyền theo chức vụ hôm nay: `clerk`, `head:QLCN`, `unit:QLCN` …'),
    sessionId: z.uuid(),
    mustChangePassword: z.boolean(),
  })
  .meta({
    id: 'Me',
    examples: [
      {
        login: 'cuongpv',
        fullName: 'Phan Văn Cường',
        groups: ['staff', 'staff:QLCN', 'unit:QLCN'],
        sessionId: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111',
        mustChangePassword: false,
      },
    ],
  });

export const sessionList = listOf(
  'SessionList',
  z.object({
    sessionId: z.uuid(),
    client: z.string().nullable().describe('User-Agent khi đăng nhập.'),
    createdAt: instant,
    expiresAt: instant,
    current: z.boolean().describe('Phiên đang gửi yêu cầu này.'),
  }),
);

export const changePasswordBody = z
  .object({ currentPassword: password, newPassword: password })
  .meta({ id: 'ChangePassword' });
