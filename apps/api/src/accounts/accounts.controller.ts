import type { Caller } from '#audit';
import { createAccount, lockAccount, resetPassword, revokeAllSessions, unlockAccount } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { login } from './login.js';

const account = login.describe('Tên đăng nhập.');

const lockAccountBody = z
  .object({ reason: z.string().min(1).max(500).describe('Ghi vào nhật ký: lộ mật khẩu, thôi việc …') })
  .meta({ id: 'LockAccount', examples: [{ reason: 'Nghi lộ mật khẩu' }] });
const accountAnswer = z
  .object({ initialPassword: z.string().describe('Chỉ hiện một lần; lần đăng nhập đầu phải đổi.') })
  .meta({ id: 'AccountCreated' });
const passwordResetAnswer = z
  .object({ initialPassword: z.string().describe('Chỉ hiện một lần; lần đăng nhập tới phải đổi.') })
  .meta({ id: 'PasswordReset' });
const sessionsRevokedAnswer = z.object({ revoked: z.int() }).meta({ id: 'SessionsRevoked' });

@ApiTags('accounts')
@Controller('accounts/:login')
@Allow.groups('admin', 'it')
export class AccountsController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post()
  @ApiOperation({ summary: 'Mở tài khoản cho một người trong danh bạ và cấp mật khẩu ban đầu.' })
  @Answers(accountAnswer, { status: 201 })
  createAccount(@Param('login', { schema: account }) login: string, @CurrentCaller() caller: Caller): Promise<z.infer<typeof accountAnswer>> {
    return this.executor.execute(createAccount, { login }, caller);
  }

  @Post('reset-password')
  @ApiOperation({ summary: 'Cấp lại mật khẩu ban đầu khi quên hoặc lộ; mọi phiên của người đó kết thúc.' })
  @Answers(passwordResetAnswer)
  resetPassword(
    @Param('login', { schema: account }) login: string,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof passwordResetAnswer>> {
    return this.executor.execute(resetPassword, { login }, caller);
  }

  @Post('lock')
  @ApiOperation({ summary: 'Khóa tài khoản và kết thúc mọi phiên ngay lập tức.' })
  @AnswersNothing()
  async lockAccount(
    @Param('login', { schema: account }) login: string,
    @Body({ schema: lockAccountBody }) { reason }: z.infer<typeof lockAccountBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(lockAccount, { login, reason }, caller);
  }

  @Post('unlock')
  @ApiOperation({ summary: 'Mở khóa tài khoản; mật khẩu giữ nguyên.' })
  @AnswersNothing()
  async unlockAccount(@Param('login', { schema: account }) login: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(unlockAccount, { login }, caller);
  }

  @Delete('sessions')
  @ApiOperation({ summary: 'Kết thúc mọi phiên của một người.' })
  @Answers(sessionsRevokedAnswer)
  revokeAllSessions(
    @Param('login', { schema: account }) login: string,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof sessionsRevokedAnswer>> {
    return this.executor.execute(revokeAllSessions, { login }, caller);
  }
}
