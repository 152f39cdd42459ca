import type { Caller } from '#audit';
import { Database } from '#database';
import { type Configuration, namesIn } from '#foundation';
import { AccountSystems, getPasswordReset, issueForReset, listPasswordResets } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officePasswords, passwordResetTools } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { issuedPasswordAnswer } from './account.schemas.js';
import { passwordResetAnswer, passwordResetBody, passwordResetPage, passwordResetsQuery, passwordResetTaken } from './password-reset.schemas.js';

const id = z.uuid();

/** Requests for a new password where the old one is forgotten or exposed. Confirming one is a task: `/tasks`. */
@ApiTags('accounts')
@Controller('password-resets')
@Allow.signedIn()
export class PasswordResetsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly systems: AccountSystems,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Yêu cầu mật khẩu mới khi quên hoặc lộ: chính người ấy, hoặc trưởng đơn vị, Văn phòng, CNTT ghi thay.',
    description: 'Lộ thì tài khoản khóa ngay ở mọi nơi. Ai được báo và ai xác nhận theo quy chế của cơ quan (INCIDENT_ROUTE).',
  })
  @Answers(passwordResetTaken, { status: 201 })
  requestPasswordReset(
    @Body({ schema: passwordResetBody }) body: z.output<typeof passwordResetBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof passwordResetTaken>> {
    const { INCIDENT_ROUTE: route, INITIAL_PASSWORD_DAYS: initialPasswordDays, EXPOSURE_REPORTERS, EXPOSURE_TOLD } = this.configuration;
    const exposure = { reporters: namesIn(EXPOSURE_REPORTERS), told: namesIn(EXPOSURE_TOLD), systems: this.systems.others };
    return this.executor.execute(officePasswords.request, { ...body, groups, route, initialPasswordDays, exposure }, caller);
  }

  @Get()
  @ApiOperation({ summary: 'Yêu cầu mật khẩu mới: của tôi, tôi ghi, tôi xác nhận; ghi sau trước.' })
  @Answers(passwordResetPage)
  listPasswordResets(
    @Query({ schema: passwordResetsQuery }) query: z.infer<typeof passwordResetsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof passwordResetPage>> {
    return listPasswordResets(this.database, principal, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một yêu cầu mật khẩu mới và tình trạng của nó.' })
  @Answers(passwordResetAnswer)
  getPasswordReset(@Param('id', { schema: id }) resetId: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof passwordResetAnswer>> {
    return getPasswordReset(this.database, principal, resetId);
  }

  @Post(':id/password')
  @Allow.groups('it', 'admin')
  @ApiOperation({ summary: 'Cấp mật khẩu ban đầu mới đã được xác nhận, ở mọi hệ thống; chỉ hiện một lần để trao tận tay.' })
  @Answers(issuedPasswordAnswer)
  issuePassword(
    @Param('id', { schema: id }) resetId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof issuedPasswordAnswer>> {
    return issueForReset(this.systems, passwordResetTools, { id: resetId, groups }, caller);
  }

  @Post(':id/withdrawal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Rút yêu cầu khi chưa trao mật khẩu; tài khoản đã khóa vẫn khóa.' })
  @AnswersNothing()
  async withdrawPasswordReset(@Param('id', { schema: id }) resetId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(officePasswords.withdraw, { id: resetId }, caller);
  }
}
