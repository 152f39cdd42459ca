import type { Caller } from '#audit';
import { Database } from '#database';
import { listInstructions, listReceipts, refuseNonReaders } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeInstructions } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import {
  changedInstructionAnswer,
  changeInstructionBody,
  instructionsAnswer,
  recallInstructionBody,
  receiptsAnswer,
  receiptsQuery,
} from './instruction.schemas.js';

/** The instruction of an incoming document. Giving it first, and again after a return, are tasks of the leader: `/tasks`. */
@ApiTags('documents')
@Controller('incoming-documents')
export class InstructionsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Put(':id/instruction')
  @TakesIdempotencyKey()
  @Allow.signedIn()
  @ApiOperation({
    summary: 'Đổi bút phê khi văn bản đang được xử lý: lãnh đạo, hoặc Chánh Văn phòng theo quyết định của lãnh đạo.',
    description:
      'Gửi toàn bộ bút phê mới. Đơn vị được thêm nhận việc ngay, đơn vị bị bỏ thôi việc, thay đơn vị chủ trì thì phần chủ trì bắt đầu lại; các đơn vị ' +
      'khác không bị ảnh hưởng. Thời hạn của đơn vị chủ trì chỉ đổi bằng gia hạn. Bút phê cũ được giữ trong lịch sử cùng lý do.',
  })
  @Answers(changedInstructionAnswer)
  changeInstruction(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: changeInstructionBody }) body: z.output<typeof changeInstructionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof changedInstructionAnswer>> {
    return this.executor.execute(officeInstructions.change, { ...body, documentId, groups }, caller);
  }

  @Post(':id/instruction/recall')
  @TakesIdempotencyKey()
  @Allow.groups('leader')
  @ApiOperation({
    summary: 'Lấy lại bút phê khi chưa đơn vị nào mở việc: lãnh đạo đã bút phê, có lý do.',
    description: 'Đã có người mở, nhận hoặc làm xong việc thì trả 409, nêu rõ ai và khi nào; khi ấy hãy đổi bút phê.',
  })
  @AnswersNothing()
  async recallInstruction(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: recallInstructionBody }) body: z.output<typeof recallInstructionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeInstructions.recall, { ...body, documentId }, caller);
  }

  @Get(':id/instructions')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Lịch sử bút phê của văn bản, mới nhất trước: ai, khi nào, vì sao, đổi những gì.' })
  @Answers(instructionsAnswer)
  async listInstructions(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof instructionsAnswer>> {
    await refuseNonReaders(this.database, 'incoming', principal, id);
    return { items: await listInstructions(this.database, id) };
  }

  @Get(':id/read-receipts')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Các đơn vị nhận để biết: đơn vị nào đã đọc, ai đọc, đơn vị nào chưa.' })
  @Answers(receiptsAnswer)
  async listReceipts(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: receiptsQuery }) query: z.output<typeof receiptsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof receiptsAnswer>> {
    await refuseNonReaders(this.database, 'incoming', principal, id);
    return { items: await listReceipts(this.database, id, query) };
  }
}
