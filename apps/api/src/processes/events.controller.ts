import type { Caller } from '#audit';
import {
  broadcastSignal,
  CommandExecutor,
  correlateMessage,
  type CorrelationResult,
  evaluateConditionalStarts,
} from '#runtime';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, refuseMessageByHand } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import {
  conditionsAnswer,
  conditionsBody,
  messageAnswer,
  messageBody,
  signalAnswer,
  signalBody,
} from './event.schemas.js';

/** What happens outside, told to the processes that wait for it or begin with it; other systems have accounts for it. */
@ApiTags('operations')
@Controller()
@Allow.groups('admin', 'it')
export class EventsController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post('messages')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Gửi một thông điệp cho đúng một nơi đang chờ nó, hoặc bắt đầu quy trình bằng nó.',
    description:
      'Nhiều nơi cùng chờ thì 409 và không nơi nào nhận; `findings` nói có bao nhiêu nơi và cách sửa. ' +
      'Thông điệp mà việc của chính cơ quan gửi (bút phê, sự cố, quyết định nhân sự …) chỉ gửi bằng việc tương ứng; gửi tay thì 403.',
  })
  @Answers(messageAnswer)
  sendMessage(
    @Body({ schema: messageBody }) body: z.output<typeof messageBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<CorrelationResult> {
    refuseMessageByHand(body.message);
    return this.executor.execute(correlateMessage, { ...body, mustMatch: body.timeToLive === undefined }, caller);
  }

  @Post('signals')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Phát một tín hiệu cho mọi việc đang chờ nó và mọi quy trình bắt đầu bằng nó.' })
  @Answers(signalAnswer)
  broadcastSignal(
    @Body({ schema: signalBody }) body: z.output<typeof signalBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof signalAnswer>> {
    return this.executor.execute(broadcastSignal, body, caller);
  }

  @Post('condition-evaluations')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Xét các điều kiện bắt đầu quy trình với những biến này; đúng thì bắt đầu.' })
  @Answers(conditionsAnswer)
  evaluateConditions(
    @Body({ schema: conditionsBody }) body: z.infer<typeof conditionsBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof conditionsAnswer>> {
    return this.executor.execute(evaluateConditionalStarts, body, caller);
  }
}
