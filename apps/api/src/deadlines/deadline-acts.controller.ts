import type { Caller } from '#audit';
import { Database } from '#database';
import type { Deciding } from '#deadlines';
import { groupsOf } from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CLOCK, CONFIGURATION, DEADLINE_COMMANDS, type OfficeDeadlines } from '../../../office/src/index.js';
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
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(DEADLINE_COMMANDS) private readonly commands: OfficeDeadlines,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post('case/:id/pause')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Tạm dừng thời hạn của hồ sơ, ví dụ khi chờ cơ quan khác; thời gian còn lại được giữ nguyên.',
    description:
      'Trưởng đơn vị, lãnh đạo hoặc Chánh Văn phòng quyết định; người đang làm việc ấy, hoặc đang được việc ấy chờ (như chờ phân công, ' +
      'chờ duyệt), không tự quyết định mà nhờ lãnh đạo quyết định và ghi vào `approvedBy`; khi hồ sơ đã quá hạn thì người của đơn vị ' +
      'chịu trách nhiệm cũng vậy.',
  })
  @Answers(actedAnswer)
  async pause(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: pauseBody }) { approvedBy, ...act }: z.infer<typeof pauseBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Acted> {
    return this.executor.execute(this.commands.pause, { id, ...act, ...(await this.deciding(groups, approvedBy)) }, caller);
  }

  @Post('case/:id/resume')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Cho thời hạn đang tạm dừng tiếp tục ngay bây giờ.' })
  @Answers(actedAnswer)
  async resume(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: resumeBody }) { approvedBy, ...act }: z.infer<typeof resumeBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Acted> {
    return this.executor.execute(this.commands.resume, { id, ...act, ...(await this.deciding(groups, approvedBy)) }, caller);
  }

  @Post(':kind/:id/extensions')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Gia hạn đến một thời điểm, hoặc thêm số ngày làm việc.',
    description:
      'Hạn của hồ sơ do lãnh đạo hoặc Chánh Văn phòng không thuộc đơn vị chịu trách nhiệm gia hạn; trưởng đơn vị ấy chỉ ghi lại quyết định ' +
      '(`approvedBy`). Hạn của một việc thì trưởng của đơn vị được giao, hoặc của đơn vị có người được giao đích danh, cũng gia hạn được.',
  })
  @Answers(actedAnswer, { status: 201 })
  async extend(
    @Param('kind', { schema: deadlineKind }) kind: z.infer<typeof deadlineKind>,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: extensionBody }) { approvedBy, ...act }: z.infer<typeof extensionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Acted> {
    return this.executor.execute(this.commands.extend, { kind, id, ...act, ...(await this.deciding(groups, approvedBy)) }, caller);
  }

  @Post(':kind/:id/corrections')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Đính chính hạn ghi sai của việc hoặc hồ sơ, đang mở hay đã xong, sớm hơn hoặc muộn hơn; báo cáo của kỳ ấy thay đổi theo.',
    description:
      'Chánh Văn phòng hoặc quản trị viên, không phải cho việc của mình hay của đơn vị mình. ' +
      'Hạn của hồ sơ kéo theo biến, việc, hẹn giờ và nghĩa vụ phúc đáp, cả những việc đã xong từng theo hạn ấy.',
  })
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

  /** With the groups that whoever has decided on paper has today. */
  private async deciding(groups: readonly string[], approvedBy: string | undefined): Promise<Deciding> {
    if (approvedBy === undefined) return { groups };
    const today = dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
    return { groups, approver: { login: approvedBy, groups: await groupsOf(this.database, approvedBy, today) } };
  }
}
