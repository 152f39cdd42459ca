import type { Caller } from '#audit';
import { Database } from '#database';
import { FileStore, getAttachment, openAttachment, receiveAttachment, refuseNonReadersOfAttachment } from '#documents';
import { CommandExecutor } from '#runtime';
import { Controller, Get, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { receiveFile } from '../uploads/uploads.js';
import { contentDisposition } from './content-disposition.js';
import { attachmentAnswer } from './document.schemas.js';

@ApiTags('documents')
@Controller('attachments')
@Allow.signedIn()
export class AttachmentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly store: FileStore,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Tải lên một tệp; sau đó đính kèm vào văn bản bằng id.',
    description: 'PDF, PNG, JPEG, TIFF, DOCX, XLSX, ODT hoặc văn bản thuần; loại được nhận ra từ nội dung.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @Answers(attachmentAnswer, { status: 201 })
  async uploadAttachment(
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof attachmentAnswer>> {
    const { executor, database, store } = this;
    return receiveAttachment({ executor, database, store }, await receiveFile(request), caller);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Thông tin của một tệp.' })
  @Answers(attachmentAnswer)
  async getAttachment(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof attachmentAnswer>> {
    const attachment = await getAttachment(this.database, id);
    await refuseNonReadersOfAttachment(this.database, principal, attachment);
    return attachment;
  }

  @Get(':id/content')
  @ApiOperation({ summary: 'Nội dung của một tệp.' })
  @ApiOkResponse({ description: 'Thành công.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async downloadAttachment(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    await refuseNonReadersOfAttachment(this.database, principal, await getAttachment(this.database, id));
    const { attachment, content } = await openAttachment(this.database, this.store, id);
    return new StreamableFile(content, {
      type: attachment.mediaType,
      length: attachment.sizeBytes,
      disposition: contentDisposition(attachment.fileName),
    });
  }
}
