import type { Caller } from '#audit';
import { Database } from '#database';
import { answerQuestion, listGateQuestions } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { answeredQuestionAnswer, answerQuestionBody, gateQuestionPage, gateQuestionsQuery } from './gate.schemas.js';

/** What was found in files that had entered already, of documents and of work files. The longer path is that of the release before. */
@ApiTags('gate')
@Controller(['gate-questions', 'incoming-documents/gate-questions'])
export class GateQuestionsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.groups('clerk', 'chief-of-office')
  @ApiOperation({ summary: 'Các tệp đã vào hệ thống mà văn bản bên trong có dấu hiệu mật hoặc đơn thư, chờ văn thư trả lời.' })
  @Answers(gateQuestionPage)
  listGateQuestions(
    @Query({ schema: gateQuestionsQuery }) query: z.infer<typeof gateQuestionsQuery>,
  ): Promise<z.infer<typeof gateQuestionPage>> {
    return listGateQuestions(this.database, query);
  }

  @Post(':id/answer')
  @TakesIdempotencyKey()
  @Allow.groups('clerk')
  @ApiOperation({ summary: 'Trả lời: không phải văn bản mật (kèm lý do), hoặc đúng là văn bản mật thì khóa và mở quy trình xử lý.' })
  @Answers(answeredQuestionAnswer)
  answerQuestion(
    @Param('id', { schema: z.uuid() }) questionId: string,
    @Body({ schema: answerQuestionBody }) body: z.output<typeof answerQuestionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof answeredQuestionAnswer>> {
    return this.executor.execute(answerQuestion, { ...body, questionId, groups }, caller);
  }
}
