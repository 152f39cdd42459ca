import type { Caller } from '#audit';
import { Database } from '#database';
import { listMails, retryMail } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { outgoingMailPage, outgoingMailsQuery, retryMailBody } from './outgoing-document.schemas.js';

/** The outbox: mail that carries documents, or tells what became of them. */
@ApiTags('documents')
@Controller('outgoing-mails')
@Allow.groups('clerk', 'chief-of-office', 'it', 'admin')
export class OutgoingMailsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Thư gửi văn bản, mới nhất trước.' })
  @Answers(outgoingMailPage)
  listMails(
    @Query({ schema: outgoingMailsQuery }) query: z.infer<typeof outgoingMailsQuery>,
  ): Promise<z.infer<typeof outgoingMailPage>> {
    return listMails(this.database, query);
  }

  @Post(':id/retry')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Gửi lại một thư không gửi được, đến địa chỉ cũ hoặc địa chỉ đã sửa; chỉ văn thư, Chánh Văn phòng sửa được địa chỉ.' })
  @AnswersNothing()
  async retryMail(
    @Param('id', { schema: z.uuid() }) mailId: string,
    @Body({ schema: retryMailBody }) { email }: z.output<typeof retryMailBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(retryMail, { mailId, email, groups }, caller);
  }
}
