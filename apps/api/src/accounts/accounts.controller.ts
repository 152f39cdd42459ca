import type { Caller } from '#audit';
import { Database } from '#database';
import { type Configuration, tidyText } from '#foundation';
import { accountStanding, AccountSystems, byHelper, createAccount, issuePassword, lockByHand, revokeAllSessions, unlockAccount } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, directResetTools } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { accountStandingAnswer, issuedPasswordAnswer } from './account.schemas.js';
import { login } from './login.js';

const account = login.describe('Tên đăng nhập.');

const lockAccountBody = z
  .object({ reason: z.string().min(1).max(500).describe('Ghi vào nhật ký: lộ mật khẩu, thôi việc …') })
  .meta({ id: 'LockAccount', examples: [{ reason: 'Nghi lộ mật khẩu' }] });
const directPasswordBody = z
  .strictObject({ reason: z.string().overwrite(tidyText).min(1).max(500).optional().describe('Khẩn cấp, không chờ xác nhận được: vì sao. Người ấy, trưởng đơn vị và Chánh Văn phòng được báo.') })
  .prefault({})
  .meta({ id: 'DirectPassword', examples: [{ reason: 'Trực bão, cần gửi công điện trong giờ này' }] });
const accountAnswer = z
  .object({ initialPassword: z.string().describe('Chỉ hiện một lần; lần đăng nhập đầu phải đổi.') })
  .meta({ id: 'AccountCreated' });
const sessionsRevokedAnswer = z.object({ revoked: z.int() }).meta({ id: 'SessionsRevoked' });

@ApiTags('accounts')
@Controller('accounts/:login')
@Allow.groups('admin', 'it')
export class AccountsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly systems: AccountSystems,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @Allow.groups('admin', 'it', 'chief-of-office')
  @ApiOperation({ summary: 'Tình trạng tài khoản của một người ở đây và ở các hệ thống khác.' })
  @Answers(accountStandingAnswer)
  getAccount(@Param('login', { schema: account }) login: string): Promise<z.infer<typeof accountStandingAnswer>> {
    return accountStanding(this.database, login, this.configuration.INITIAL_PASSWORD_DAYS);
  }

  @Post()
  @ApiOperation({ summary: 'Mở tài khoản cho một người trong danh bạ và cấp mật khẩu ban đầu.' })
  @Answers(accountAnswer, { status: 201 })
  createAccount(
    @Param('login', { schema: account }) login: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof accountAnswer>> {
    return this.executor.execute(byHelper(createAccount), { input: { login }, groups }, caller);
  }

  @Post('reset-password')
  @ApiOperation({ summary: 'Cấp mật khẩu ban đầu cho người mới, ở mọi hệ thống; người đang dùng tài khoản thì chỉ khi khẩn cấp, nêu lý do. Tài khoản đang khóa vẫn khóa.' })
  @Answers(issuedPasswordAnswer)
  resetPassword(
    @Param('login', { schema: account }) login: string,
    @Body({ schema: directPasswordBody }) { reason }: z.output<typeof directPasswordBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof issuedPasswordAnswer>> {
    return issuePassword(this.systems, directResetTools, { input: { login, reason }, groups }, caller);
  }

  @Post('reissue')
  @ApiOperation({ summary: 'Khẩn cấp, nêu lý do: cấp lại mật khẩu sau khi bị lộ và mở khóa tài khoản, ở mọi hệ thống.' })
  @Answers(issuedPasswordAnswer)
  reissuePassword(
    @Param('login', { schema: account }) login: string,
    @Body({ schema: directPasswordBody }) { reason }: z.output<typeof directPasswordBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof issuedPasswordAnswer>> {
    return issuePassword(this.systems, directResetTools, { input: { login, unlock: true, reason }, groups }, caller);
  }

  @Post('lock')
  @ApiOperation({ summary: 'Khóa tài khoản và kết thúc mọi phiên ngay lập tức; người ấy, trưởng đơn vị và Chánh Văn phòng được báo.' })
  @AnswersNothing()
  async lockAccount(
    @Param('login', { schema: account }) login: string,
    @Body({ schema: lockAccountBody }) { reason }: z.infer<typeof lockAccountBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(lockByHand(directResetTools), { login, reason }, caller);
  }

  @Post('unlock')
  @ApiOperation({ summary: 'Mở khóa tài khoản; mật khẩu giữ nguyên, trừ khi đã lộ: khi ấy phải cấp lại.' })
  @AnswersNothing()
  async unlockAccount(
    @Param('login', { schema: account }) login: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(byHelper(unlockAccount), { input: { login }, groups }, caller);
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
