import type { Caller } from '#audit';
import { lockAccount, resetPassword, revokeAllSessions, unlockAccount } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';

const login = z.string().min(1).max(40).describe('Tên đăng nhập.');

const lockBody = z
  .object({ reason: z.string().min(1).max(500).describe('Ghi vào nhật ký: lộ mật khẩu, thôi việc …') })
  .meta({ id: 'LockAccount', examples: [{ reason: 'Nghi lộ mật khẩu' }] });
const resetAnswer = z
  .object({ initialPassword: z.string().describe('Chỉ hiện một lần; lần đăng nhập tới phải đổi.') })
  .meta({ id: 'PasswordReset' });
const revokedAnswer = z.object({ revoked: z.int() }).meta({ id: 'SessionsRevoked' });

@ApiTags('accounts')
@Controller('accounts/:login')
@Allow.groups('admin', 'it')
export class AccountsController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post('reset-password')
  @ApiOperation({ summary: 'Cấp lại mật khẩu ban đầu khi quên hoặc lộ; mọi phiên của người đó kết thúc.' })
  @Answers(resetAnswer)
  resetPassword(
    @Param('login', { schema: login }) login: string,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof resetAnswer>> {
    return this.executor.execute(resetPassword, { login }, caller);
  }

  @Post('lock')
  @ApiOperation({ summary: 'Khóa tài khoản và kết thúc mọi phiên ngay lập tức.' })
  @AnswersNothing()
  async lock(
    @Param('login', { schema: login }) login: string,
    @Body({ schema: lockBody }) { reason }: z.infer<typeof lockBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(lockAccount, { login, reason }, caller);
  }

  @Post('unlock')
  @ApiOperation({ summary: 'Mở khóa tài khoản; mật khẩu giữ nguyên.' })
  @AnswersNothing()
  async unlock(@Param('login', { schema: login }) login: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(unlockAccount, { login }, caller);
  }

  @Delete('sessions')
  @ApiOperation({ summary: 'Kết thúc mọi phiên của một người.' })
  @Answers(revokedAnswer)
  revokeSessions(
    @Param('login', { schema: login }) login: string,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof revokedAnswer>> {
    return this.executor.execute(revokeAllSessions, { login }, caller);
  }
}
