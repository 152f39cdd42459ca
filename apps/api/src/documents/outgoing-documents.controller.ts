import type { Caller } from '#audit';
import { Database } from '#database';
import { attachOriginal, getOutgoingDocument, listOutgoingDocuments } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { NotAllowedError } from '../access/errors.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { readableDocuments, readsEveryDocument, refuseNonReaders } from './document-access.js';
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
  async list(
    @Query({ schema: outgoingQuery }) query: z.infer<typeof outgoingQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof outgoingPage>> {
    const among = readsEveryDocument(principal)
      ? undefined
      : await readableDocuments(this.database, 'outgoing', principal);
    return listOutgoingDocuments(this.database, { ...query, among });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một văn bản đi: các bản dự thảo, chữ ký, số, nơi nhận, văn bản được trả lời.' })
  @Answers(outgoingAnswer)
  async one(
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
  async attach(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: attachOriginalBody }) body: z.output<typeof attachOriginalBody>,
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const { draftedBy } = await getOutgoingDocument(this.database, documentId);
    if (draftedBy !== principal.login && !principal.groups.includes('clerk')) {
      throw new NotAllowedError('Originals are attached by the drafter of the document or by a clerk.');
    }
    await this.executor.execute(attachOriginal, { ...body, documentId }, caller);
  }
}
