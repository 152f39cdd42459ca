import type { Caller } from '#audit';
import { CalendarBook } from '#calendar';
import { Database } from '#database';
import {
  attachToContribution,
  type CalendarQuestion,
  linkAnswer,
  listObligations,
  listOwedAgencies,
  obligationCalendar,
  obligationCalendarIcs,
  READERS_OF_ALL,
  recordResult,
} from '#documents';
import type { Clock, Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION, officeOutgoing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { unitInScope } from '../access/unit-scope.js';
import { contentDisposition } from './content-disposition.js';
import {
  answerBody,
  cancelObligationBody,
  closingAnswer,
  linkedAnswer,
  contributionFilesBody,
  obligationCalendarAnswer,
  obligationCalendarQuery,
  owedAgenciesPage,
  owedAgenciesQuery,
  replyObligationPage,
  replyObligationsQuery,
  resultBody,
  unlinkBody,
} from './obligation.schemas.js';

@ApiTags('documents')
@Controller('reply-obligations')
@Allow.signedIn()
export class ReplyObligationsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly calendars: CalendarBook,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Nghĩa vụ phúc đáp, hạn gần nhất trước; trưởng phòng xem của phòng mình.' })
  @Answers(replyObligationPage)
  async listReplyObligations(
    @Query({ schema: replyObligationsQuery }) query: z.infer<typeof replyObligationsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof replyObligationPage>> {
    return listObligations(this.database, { ...query, unit: unitInScope(principal, READERS_OF_ALL, query.unit), zone: this.zone });
  }

  @Get('calendar')
  @ApiOperation({ summary: 'Lịch các hạn phúc đáp còn nợ, từng ngày, có ngày nghỉ; nhiều nhất ba tháng.' })
  @Answers(obligationCalendarAnswer)
  async obligationCalendar(
    @Query({ schema: obligationCalendarQuery }) query: z.infer<typeof obligationCalendarQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof obligationCalendarAnswer>> {
    return { items: await obligationCalendar(this.database, this.question(query, principal)) };
  }

  @Get('calendar.ics')
  @ApiOperation({ summary: 'Lịch các hạn phúc đáp còn nợ, dạng iCalendar để đưa vào lịch của mình.' })
  @ApiOkResponse({ description: 'Thành công.', content: { 'text/calendar': { schema: { type: 'string' } } } })
  async exportObligationCalendar(
    @Query({ schema: obligationCalendarQuery }) query: z.infer<typeof obligationCalendarQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const now = this.clock.now().toISOString();
    const text = Buffer.from(await obligationCalendarIcs(this.database, this.question(query, principal), now));
    return new StreamableFile(text, {
      type: 'text/calendar; charset=utf-8',
      length: text.byteLength,
      disposition: contentDisposition('han-phuc-dap.ics'),
    });
  }

  @Get('senders')
  @ApiOperation({ summary: 'Còn nợ phúc đáp những cơ quan nào, cơ quan có hạn gần nhất trước.' })
  @Answers(owedAgenciesPage)
  async listOwedAgencies(
    @Query({ schema: owedAgenciesQuery }) query: z.infer<typeof owedAgenciesQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof owedAgenciesPage>> {
    return listOwedAgencies(this.database, { ...query, unit: unitInScope(principal, READERS_OF_ALL, query.unit), zone: this.zone });
  }

  @Post(':id/result')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Ghi kết quả thực hiện của một nghĩa vụ phúc đáp: trưởng, phó đơn vị chủ trì hoặc lãnh đạo.',
    description: 'Nghĩa vụ kết thúc khi đã có cả kết quả và văn bản trả lời đã phát hành.',
  })
  @Answers(closingAnswer)
  recordResult(
    @Param('id', { schema: z.uuid() }) obligationId: string,
    @Body({ schema: resultBody }) body: z.output<typeof resultBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof closingAnswer>> {
    return this.executor.execute(recordResult, { ...body, obligationId, groups }, caller);
  }

  @Post(':id/answers')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Ghi một văn bản đi đã phát hành là văn bản trả lời, toàn bộ hoặc một phần.',
    description: 'Một văn bản có thể trả lời nhiều nghĩa vụ, một nghĩa vụ có thể cần nhiều văn bản. Văn thư cũng ghi được. Văn bản phát hành trước khi văn bản đến tới thì ghi được, kèm `warnings`.',
  })
  @Answers(linkedAnswer)
  linkAnswer(
    @Param('id', { schema: z.uuid() }) obligationId: string,
    @Body({ schema: answerBody }) body: z.output<typeof answerBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof linkedAnswer>> {
    return this.executor.execute(linkAnswer, { ...body, obligationId, groups }, caller);
  }

  @Post(':id/answers/:documentId/removal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Bỏ một văn bản đã ghi nhầm là văn bản trả lời; nghĩa vụ không còn văn bản nào trả lời thì mở lại.' })
  @AnswersNothing()
  async unlinkAnswer(
    @Param('id', { schema: z.uuid() }) obligationId: string,
    @Param('documentId', { schema: z.uuid() }) outgoingDocumentId: string,
    @Body({ schema: unlinkBody }) body: z.output<typeof unlinkBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOutgoing.unlinkAnswer, { ...body, obligationId, outgoingDocumentId, groups }, caller);
  }

  @Post(':id/contributions/:unit/attachments')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người của đơn vị phối hợp gửi tệp kèm phần trả lời của đơn vị mình.' })
  @AnswersNothing()
  async attachToContribution(
    @Param('id', { schema: z.uuid() }) obligationId: string,
    @Param('unit', { schema: z.string().max(20) }) unit: string,
    @Body({ schema: contributionFilesBody }) body: z.output<typeof contributionFilesBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(attachToContribution, { ...body, obligationId, unit, groups }, caller);
  }

  @Post(':id/cancellation')
  @TakesIdempotencyKey()
  @Allow.groups('leader', 'chief-of-office')
  @ApiOperation({
    summary: 'Không còn phải phúc đáp văn bản này, ví dụ do vào sổ nhầm.',
    description: 'Chỉ khi hồ sơ đã bị hủy. Cho đến lúc đó nghĩa vụ và thời hạn của nó còn mở, vẫn được nhắc và báo cáo.',
  })
  @AnswersNothing()
  async cancelObligation(
    @Param('id', { schema: z.uuid() }) obligationId: string,
    @Body({ schema: cancelObligationBody }) body: z.output<typeof cancelObligationBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOutgoing.cancelObligation, { ...body, obligationId }, caller);
  }

  private get zone(): string {
    return this.configuration.OFFICE_TIME_ZONE;
  }

  private question(query: z.infer<typeof obligationCalendarQuery>, principal: Principal): CalendarQuestion {
    const unit = unitInScope(principal, READERS_OF_ALL, query.unit);
    return { ...query, unit, zone: this.zone, workingTime: this.calendars.ofUnit(unit ?? null).workingTime };
  }
}
