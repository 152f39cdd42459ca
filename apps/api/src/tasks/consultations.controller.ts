import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor } from '#runtime';
import { listConsultations } from '#worklist';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeTasks } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { askedAnswer, askOpinionsBody, consultationPage, consultationsQuery, opinionBody } from './consultation.schemas.js';

/** Opinions that people ask of others while a task stays with them. */
@ApiTags('tasks')
@Controller()
@Allow.signedIn()
export class ConsultationsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post('tasks/:id/consultations')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Xin ý kiến nhiều người cùng lúc, việc vẫn ở người xin ý kiến.',
    description:
      'Người được hỏi xem được việc và văn bản của hồ sơ, không làm thay. Quyền xem hết khi câu hỏi được rút lại hoặc việc kết thúc ' +
      'mà chưa trả lời; người đã trả lời vẫn xem được. Mỗi người được nhắc một lần trước hạn.',
  })
  @Answers(askedAnswer, { status: 201 })
  askOpinions(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @Body({ schema: askOpinionsBody }) body: z.output<typeof askOpinionsBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof askedAnswer>> {
    return this.executor.execute(officeTasks.askOpinions, { ...body, taskId, groups }, caller);
  }

  @Get('consultations')
  @ApiOperation({ summary: 'Ý kiến tôi được hỏi, hoặc tôi xin người khác; chưa trả lời trước.' })
  @Answers(consultationPage)
  listConsultations(
    @Query({ schema: consultationsQuery }) query: z.infer<typeof consultationsQuery>,
    @CurrentPrincipal() { login }: Principal,
  ): Promise<z.infer<typeof consultationPage>> {
    return listConsultations(this.database, login, query);
  }

  @Post('consultations/:id/answer')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người được hỏi cho ý kiến, một lần.' })
  @AnswersNothing()
  async giveOpinion(
    @Param('id', { schema: z.uuid() }) consultationId: string,
    @Body({ schema: opinionBody }) body: z.output<typeof opinionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeTasks.giveOpinion, { ...body, consultationId, groups }, caller);
  }

  @Post('consultations/:id/withdrawal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người hỏi, hoặc người đang giữ việc, rút lại câu hỏi chưa được trả lời.' })
  @AnswersNothing()
  async withdrawQuestion(
    @Param('id', { schema: z.uuid() }) consultationId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeTasks.withdrawQuestion, { consultationId, groups }, caller);
  }
}
