import type { Caller } from '#audit';
import { Database } from '#database';
import { exportPaperList, getOutgoingDocument, paperList, refuseNonReaders } from '#documents';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { MEDIA_TYPES } from '#tables';
import { Body, Controller, Get, Inject, Param, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officeOutgoing } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from './content-disposition.js';
import { deliveryBody, paperListAnswer, paperListQuery } from './outgoing-document.schemas.js';

/** Copies on paper of issued documents. */
@ApiTags('documents')
@Controller('outgoing-documents')
@Allow.signedIn()
export class OutgoingDeliveryController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get(':id/paper-list')
  @ApiOperation({ summary: 'Danh sách gửi giấy và bản lưu, với địa chỉ, số bản và kết quả giao; hoặc thành tệp để in.' })
  @Answers(paperListAnswer)
  @ApiProduces('application/json', ...Object.values(MEDIA_TYPES))
  async paperList(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: paperListQuery }) { format }: z.output<typeof paperListQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof paperListAnswer> | StreamableFile> {
    const document = await getOutgoingDocument(this.database, id);
    await refuseNonReaders(this.database, 'outgoing', principal, id);
    if (format === 'json') return paperList(this.database, id);
    const zone = this.configuration.OFFICE_TIME_ZONE;
    const { name, mediaType, content } = await exportPaperList(this.database, document, { format, zone });
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Put(':id/recipients/:recipientId/delivery')
  @Allow.groups('clerk', 'chief-of-office')
  @ApiOperation({ summary: 'Ghi kết quả giao bản giấy cho một nơi nhận; ghi lại là sửa.' })
  @AnswersNothing()
  async recordDelivery(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Param('recipientId', { schema: z.uuid() }) recipientId: string,
    @Body({ schema: deliveryBody }) body: z.output<typeof deliveryBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOutgoing.recordDelivery, { ...body, documentId, recipientId }, caller);
  }
}
