import type { Caller } from '#audit';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, officeOperations } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import { startAnswer, startInstanceBody } from './event.schemas.js';

/** Any process with any variables: past the registers and forms through which people begin their work. */
@ApiTags('operations')
@Controller('process-instances')
@Allow.groups('admin', 'it')
export class InstanceStartsController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Bắt đầu một việc theo bản mới nhất của một quy trình.' })
  @Answers(startAnswer, { status: 201 })
  startProcessInstance(
    @Body({ schema: startInstanceBody }) body: z.output<typeof startInstanceBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof startAnswer>> {
    return this.executor.execute(officeOperations.start, body, caller);
  }
}
