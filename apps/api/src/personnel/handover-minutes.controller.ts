import type { Caller } from '#audit';
import { Database } from '#database';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { exportMinutes, getMinutes, listMinutes } from '#personnel';
import { CommandExecutor } from '#runtime';
import { MEDIA_TYPES } from '#tables';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION, officeHandovers } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import {
  changeBody,
  confirmedAnswer,
  declineBody,
  formatQuery,
  minutesAnswer,
  minutesPage,
  minutesQuery,
  refreshedAnswer,
  signatureBody,
} from './personnel.schemas.js';

const minutesId = z.uuid();

/** What somebody who leaves a unit hands over, line by line (158/QĐ-STP §8, 148/QĐ-SCT §13.4, 290/QĐ-BTP §13.3). */
@ApiTags('personnel')
@Controller('handover-minutes')
@Allow.signedIn()
export class HandoverMinutesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các biên bản bàn giao tôi được xem, mới nhất trước.' })
  @Answers(minutesPage)
  listMinutes(@Query({ schema: minutesQuery }) query: z.infer<typeof minutesQuery>, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof minutesPage>> {
    return listMinutes(this.database, principal, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một biên bản bàn giao, JSON hoặc tệp để in và ký.' })
  @ApiProduces('application/json', ...Object.values(MEDIA_TYPES))
  @Answers(minutesAnswer)
  async getMinutes(
    @Param('id', { schema: minutesId }) id: string,
    @Query({ schema: formatQuery }) { format }: z.infer<typeof formatQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof minutesAnswer> | StreamableFile> {
    const today = dateInZone(this.clock.now().toISOString(), this.configuration.OFFICE_TIME_ZONE);
    const minutes = await getMinutes(this.database, principal, id, today);
    if (format === 'json') return minutes;
    const { name, mediaType, content } = await exportMinutes(minutes, format, this.configuration.OFFICE_TIME_ZONE);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Post(':id/changes')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Cử người nhận từng mục, thêm hoặc bỏ mục tự ghi; chỉ khi chưa ai ký.' })
  @AnswersNothing()
  async changeMinutes(
    @Param('id', { schema: minutesId }) id: string,
    @Body({ schema: changeBody }) body: z.output<typeof changeBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeHandovers.change, { ...body, minutesId: id, groups }, caller);
  }

  @Post(':id/refresh')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Cập nhật các mục theo những gì người ấy đang giữ lúc này.' })
  @Answers(refreshedAnswer)
  refreshMinutes(
    @Param('id', { schema: minutesId }) id: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof refreshedAnswer>> {
    return this.executor.execute(officeHandovers.refresh, { minutesId: id, groups }, caller);
  }

  @Post(':id/signature')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người bàn giao ký; không ký được thì thủ trưởng đơn vị ký thay, nêu lý do. Mọi mục phải có người nhận.' })
  @AnswersNothing()
  async signMinutes(
    @Param('id', { schema: minutesId }) id: string,
    @Body({ schema: signatureBody }) body: z.output<typeof signatureBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeHandovers.sign, { ...body, minutesId: id, groups }, caller);
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người nhận xác nhận mọi mục bàn giao cho mình.' })
  @Answers(confirmedAnswer)
  confirmMinutes(
    @Param('id', { schema: minutesId }) id: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof confirmedAnswer>> {
    return this.executor.execute(officeHandovers.confirm, { minutesId: id, groups }, caller);
  }

  @Post(':id/refusal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người nhận từ chối một mục, hoặc thủ trưởng đơn vị rút mục khỏi người không nhận được nữa; biên bản mở lại.' })
  @AnswersNothing()
  async declineLine(
    @Param('id', { schema: minutesId }) id: string,
    @Body({ schema: declineBody }) body: z.output<typeof declineBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeHandovers.decline, { ...body, minutesId: id, groups }, caller);
  }

  @Post(':id/close')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Thủ trưởng đơn vị ký khi mọi người nhận đã xác nhận; biên bản không đổi được nữa, công việc chuyển cho người nhận.' })
  @AnswersNothing()
  async closeMinutes(@Param('id', { schema: minutesId }) id: string, @CurrentPrincipal() { groups }: Principal, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(officeHandovers.close, { minutesId: id, groups }, caller);
  }
}
