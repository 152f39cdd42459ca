import type { Caller } from '#audit';
import type { DeadlineCommands } from '#deadlines';
import { CommandExecutor } from '#runtime';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, DEADLINE_COMMANDS } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { actedAnswer, correctionBody, deadlineKind, extensionBody, pauseBody, resumeBody } from './deadline.schemas.js';

type Acted = z.infer<typeof actedAnswer>;

/** Decisions about deadlines. Who may decide about which one is a rule of the commands. */
@ApiTags('deadlines')
@Controller('deadlines')
@Allow.signedIn()
export class DeadlineActsController {
  constructor(
    private readonly executor: CommandExecutor,
    @Inject(DEADLINE_COMMANDS) private readonly commands: DeadlineCommands,
  ) {}

  @Post('case/:id/pause')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Tạm dừng thời hạn của hồ sơ, ví dụ khi chờ cơ quan khác; thời gian còn lại được giữ nguyên.',
    description: 'Trưởng đơn vị, lãnh đạo hoặc Chánh Văn phòng quyết định; người đang làm việc ấy không tự quyết định.',
  })
  @Answers(actedAnswer)
  pause(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: pauseBody }) body: z.infer<typeof pauseBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Acted> {
    return this.executor.execute(this.commands.pause, { id, groups, ...body }, caller);
  }

  @Post('case/:id/resume')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Cho thời hạn đang tạm dừng tiếp tục ngay bây giờ.' })
  @Answers(actedAnswer)
  resume(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: resumeBody }) body: z.infer<typeof resumeBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Acted> {
    return this.executor.execute(this.commands.resume, { id, groups, ...body }, caller);
  }

  @Post(':kind/:id/extensions')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Gia hạn đến một thời điểm, hoặc thêm số ngày làm việc.' })
  @Answers(actedAnswer, { status: 201 })
  extend(
    @Param('kind', { schema: deadlineKind }) kind: z.infer<typeof deadlineKind>,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: extensionBody }) body: z.infer<typeof extensionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Acted> {
    return this.executor.execute(this.commands.extend, { kind, id, groups, ...body }, caller);
  }

  @Post(':kind/:id/corrections')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Đính chính hạn của việc hoặc hồ sơ đã xong; báo cáo của kỳ ấy thay đổi theo.' })
  @Answers(actedAnswer, { status: 201 })
  correct(
    @Param('kind', { schema: deadlineKind }) kind: z.infer<typeof deadlineKind>,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: correctionBody }) body: z.infer<typeof correctionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Acted> {
    return this.executor.execute(this.commands.correct, { kind, id, groups, ...body }, caller);
  }
}
