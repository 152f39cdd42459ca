import type { Caller } from '#audit';
import { Database } from '#database';
import { getAgency } from '#documents';
import { exportItReport, getItReport, listItReports } from '#duties';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officeDuties } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { itReportAnswer, itReportBody, itReportCancellationBody, itReportExportQuery, itReportPage, itReportSaved, itReportsQuery } from './it-report.schemas.js';

/** Periodic reports of IT. Reviewing, confirming, asking back and taking note are tasks: `/tasks`. */
@ApiTags('duties')
@Controller('it-reports')
@Allow.signedIn()
export class ItReportsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Báo cáo công nghệ thông tin tháng, quý mà tôi xem được; kỳ sau trước.' })
  @Answers(itReportPage)
  listItReports(
    @Query({ schema: itReportsQuery }) query: z.infer<typeof itReportsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof itReportPage>> {
    return listItReports(this.database, principal, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một báo cáo với từng số liệu, nhận xét, câu hỏi và trả lời.' })
  @Answers(itReportAnswer)
  getItReport(@Param('id', { schema: z.uuid() }) id: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof itReportAnswer>> {
    return getItReport(this.database, principal, id);
  }

  @Get(':id/export')
  @ApiOperation({ summary: 'Báo cáo công nghệ thông tin dưới dạng tệp CSV, XLSX, PDF.' })
  @ApiOkResponse({ description: 'Tệp.', schema: { type: 'string', format: 'binary' } })
  async exportItReport(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: itReportExportQuery }) { format }: z.infer<typeof itReportExportQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const report = await getItReport(this.database, principal, id);
    const agency = (await getAgency(this.database))?.name ?? '';
    const { name, mediaType, content } = await exportItReport(report, format, { agency, zone: this.configuration.OFFICE_TIME_ZONE });
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Put(':id')
  @Allow.groups('it')
  @ApiOperation({ summary: 'Bộ phận CNTT ghi vấn đề mới phát sinh và đề xuất; gửi đi bằng việc của mình.' })
  @Answers(itReportSaved)
  saveItReport(
    @Param('id', { schema: z.uuid() }) reportId: string,
    @Body({ schema: itReportBody }) body: z.output<typeof itReportBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof itReportSaved>> {
    return this.executor.execute(officeDuties.saveItReport, { reportId, ...body, groups }, caller);
  }

  @Post(':id/figures')
  @Allow.groups('it')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Bộ phận CNTT cho tính lại số liệu, khi báo cáo đang lập.' })
  @AnswersNothing()
  async drawItReport(
    @Param('id', { schema: z.uuid() }) reportId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeDuties.drawItReport, { reportId, groups }, caller);
  }

  @Post(':id/cancellation')
  @Allow.groups('chief-of-office')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Chánh Văn phòng cho thôi không lập báo cáo công nghệ thông tin của kỳ này.' })
  @AnswersNothing()
  async cancelItReport(
    @Param('id', { schema: z.uuid() }) reportId: string,
    @Body({ schema: itReportCancellationBody }) body: z.output<typeof itReportCancellationBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeDuties.cancelItReport, { reportId, ...body }, caller);
  }
}
