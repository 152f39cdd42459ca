import type { Caller } from '#audit';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { changePassword, listSessions, revokeSession, signIn } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Delete, Get, Headers, Inject, Param, Post, Req, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { SignInThrottleGuard } from '../access/sign-in-throttle.guard.js';
import { changePasswordBody, meAnswer, sessionList, signedInAnswer, signInBody } from './auth.schemas.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post('sign-in')
  @Allow.everyone()
  @UseGuards(SignInThrottleGuard)
  @ApiOperation({ summary: 'Đăng nhập, nhận token của một phiên.' })
  @Answers(signedInAnswer)
  signIn(
    @Body({ schema: signInBody }) body: z.infer<typeof signInBody>,
    @Headers('user-agent') client: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof signedInAnswer>> {
    const { database, executor } = this;
    const { SESSION_HOURS: sessionHours, INITIAL_PASSWORD_DAYS: initialPasswordDays } = this.configuration;
    return signIn({ executor, database, sessionHours, initialPasswordDays }, { ...body, client }, request.id);
  }

  @Post('sign-out')
  @Allow.signedInBeforePasswordChange()
  @ApiOperation({ summary: 'Kết thúc phiên này.' })
  @AnswersNothing()
  async signOut(@CurrentPrincipal() principal: Principal, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(revokeSession, { sessionId: principal.sessionId, ownedBy: principal.login }, caller);
  }

  @Get('me')
  @Allow.signedInBeforePasswordChange()
  @ApiOperation({ summary: 'Tôi là ai và có quyền gì hôm nay.' })
  @Answers(meAnswer)
  getMe(@CurrentPrincipal() principal: Principal): z.infer<typeof meAnswer> {
    return { ...principal };
  }

  @Get('sessions')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Các phiên còn mở của tôi.' })
  @Answers(sessionList)
  async listSessions(@CurrentPrincipal() principal: Principal): Promise<z.infer<typeof sessionList>> {
    const sessions = await listSessions(this.database, principal.login);
    return { items: sessions.map((session) => ({ ...session, current: session.sessionId === principal.sessionId })) };
  }

  @Delete('sessions/:id')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Kết thúc một phiên khác của tôi, ví dụ trên máy đã quên đăng xuất.' })
  @AnswersNothing()
  async revokeSession(
    @Param('id', { schema: z.uuid() }) sessionId: string,
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(revokeSession, { sessionId, ownedBy: principal.login }, caller);
  }

  @Post('change-password')
  @Allow.signedInBeforePasswordChange()
  @ApiOperation({ summary: 'Đổi mật khẩu của tôi; các phiên khác bị kết thúc.' })
  @AnswersNothing()
  async changePassword(
    @Body({ schema: changePasswordBody }) body: z.infer<typeof changePasswordBody>,
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const { database, executor } = this;
    await changePassword({ executor, database }, { ...body, sessionId: principal.sessionId }, caller);
  }
}
