import type { Caller } from '#audit';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { MEDIA_TYPES } from '#tables';
import { ARCHIVISTS, decideHandover, exportHandover, getHandover, listHandovers } from '#work-files';
import { Body, Controller, Get, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officeWorkFiles } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import {
  handoverAnswer,
  handoverBody,
  handoverPage,
  handoverQuery,
  handoversQuery,
  reasonBody,
  submittedHandover,
} from './work-file.schemas.js';

/** Files on their way to the archive (ND 30 §30–31). */
@ApiTags('work-files')
@Controller('archive-handovers')
export class ArchiveHandoversController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @Allow.signedIn()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Nộp lưu các hồ sơ đã kết thúc của một đơn vị.' })
  @Answers(submittedHandover, { status: 201 })
  submitHandover(
    @Body({ schema: handoverBody }) body: z.output<typeof handoverBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof submittedHandover>> {
    return this.executor.execute(officeWorkFiles.submitHandover, { ...body, groups }, caller);
  }

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Các lần nộp lưu mà tôi đã nộp hoặc của đơn vị tôi đứng đầu, hoặc của cả cơ quan; mới nhất trước.' })
  @Answers(handoverPage)
  listHandovers(
    @Query({ schema: handoversQuery }) query: z.infer<typeof handoversQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof handoverPage>> {
    return listHandovers(this.database, principal, query);
  }

  @Get(':id')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Biên bản giao nhận và mục lục hồ sơ của một lần nộp lưu, JSON hoặc tệp để in.' })
  @ApiProduces('application/json', ...Object.values(MEDIA_TYPES))
  @Answers(handoverAnswer)
  async getHandover(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: handoverQuery }) { format }: z.infer<typeof handoverQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof handoverAnswer> | StreamableFile> {
    const minutes = await getHandover(this.database, principal, id);
    if (format === 'json') return minutes;
    const { name, mediaType, content } = await exportHandover(minutes, format, this.configuration.OFFICE_TIME_ZONE);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Post(':id/acceptance')
  @Allow.groups(...ARCHIVISTS)
  @ApiOperation({ summary: 'Văn thư, lưu trữ nhận hồ sơ; từ đó hồ sơ chỉ còn để đọc.' })
  @AnswersNothing()
  async acceptHandover(@Param('id', { schema: z.uuid() }) handoverId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(decideHandover, { handoverId }, caller);
  }

  @Post(':id/return')
  @Allow.groups(...ARCHIVISTS)
  @ApiOperation({ summary: 'Văn thư, lưu trữ trả lại hồ sơ, kèm lý do.' })
  @AnswersNothing()
  async returnHandover(
    @Param('id', { schema: z.uuid() }) handoverId: string,
    @Body({ schema: reasonBody }) { reason, ...confirmation }: z.output<typeof reasonBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWorkFiles.returnHandover, { ...confirmation, handoverId, returnReason: reason }, caller);
  }
}
