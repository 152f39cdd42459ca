import type { Caller } from '#audit';
import { Database } from '#database';
import { createWorkerToken, listWorkerTokens, revokeWorkerToken } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { instant, listOf } from '../paging.js';

const createTokenBody = z
  .object({
    name: z.string().min(1).max(60).describe('Tên của máy, ghi trong nhật ký; mỗi máy một token.'),
    topics: z.array(z.string().min(1).max(200)).min(1).max(100).describe('Các chủ đề mà máy được lấy việc.'),
    days: z.int().min(1).max(3650).optional().describe('Hết hạn sau bao nhiêu ngày; bỏ trống: đến khi thu hồi.'),
  })
  .meta({ id: 'CreateWorkerToken', examples: [{ name: 'mail-gateway', topics: ['send-mail'], days: 365 }] });
const tokenCreatedAnswer = z
  .object({ tokenId: z.uuid(), token: z.string().describe('Chỉ hiện một lần.') })
  .meta({ id: 'WorkerTokenCreated' });
const workerToken = z
  .object({
    tokenId: z.uuid(),
    name: z.string(),
    topics: z.array(z.string()).readonly(),
    createdAt: instant,
    createdBy: z.string(),
    expiresAt: instant.nullable().describe('null: đến khi thu hồi.'),
  })
  .meta({ id: 'WorkerToken' });
const workerTokenList = listOf('WorkerTokenList', workerToken);

/** How external workers sign in. */
@ApiTags('accounts')
@Controller('worker-tokens')
@Allow.groups('admin', 'it')
export class WorkerTokensController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Token còn hiệu lực của các máy ngoài.' })
  @Answers(workerTokenList)
  async listWorkerTokens(): Promise<z.infer<typeof workerTokenList>> {
    return { items: await listWorkerTokens(this.database) };
  }

  @Post()
  @ApiOperation({ summary: 'Cấp token cho một máy ngoài, chỉ cho việc của các chủ đề đã ghi.' })
  @Answers(tokenCreatedAnswer, { status: 201 })
  createWorkerToken(
    @Body({ schema: createTokenBody }) body: z.infer<typeof createTokenBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof tokenCreatedAnswer>> {
    return this.executor.execute(createWorkerToken, body, caller);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Thu hồi token của một máy ngoài, có hiệu lực ngay.' })
  @AnswersNothing()
  async revokeWorkerToken(
    @Param('id', { schema: z.uuid() }) tokenId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(revokeWorkerToken, { tokenId }, caller);
  }
}
