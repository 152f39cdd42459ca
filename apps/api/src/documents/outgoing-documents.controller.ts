import type { Caller } from '#audit';
import { Database } from '#database';
import { attachOriginal, getOutgoingDocument, listOutgoingDocuments, refuseNonReaders } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { attachOriginalBody, outgoingAnswer, outgoingPage, outgoingQuery } from './document.schemas.js';

@ApiTags('documents')
@Controller('outgoing-documents')
@Allow.signedIn()
export class OutgoingDocumentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Văn bản đi mà tôi được đọc, mới soạn trước.' })
  @Answers(outgoingPage)
  listOutgoingDocuments(
    @Query({ schema: outgoingQuery }) query: z.infer<typeof outgoingQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof outgoingPage>> {
    return listOutgoingDocuments(this.database, { ...query, reader: principal });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một văn bản đi: các bản dự thảo, chữ ký, số, nơi nhận, văn bản được trả lời.' })
  @Answers(outgoingAnswer)
  async getOutgoingDocument(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof outgoingAnswer>> {
    const document = await getOutgoingDocument(this.database, id);
    await refuseNonReaders(this.database, 'outgoing', principal, id);
    return document;
  }

  @Post(':id/attachments')
  @ApiOperation({ summary: 'Người soạn đính kèm bản gốc đã ký (171/QĐ-BDT §8).' })
  @AnswersNothing()
  async attachOriginal(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: attachOriginalBody }) body: z.output<typeof attachOriginalBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(attachOriginal, { ...body, documentId, groups }, caller);
  }
}
