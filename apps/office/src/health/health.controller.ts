import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../http/allow.js';
import { Answers } from '../http/answers.js';
import { Readiness } from './readiness.js';

const liveSchema = z.object({ status: z.literal('live') }).meta({ id: 'Live' });
const readySchema = z
  .object({
    status: z.enum(['ready', 'degraded']).describe('degraded: nhận việc được, nhưng một phần không bắt buộc đang hỏng.'),
    parts: z.array(
      z.object({
        name: z.string().describe('Phần được hỏi: database, queue, worker'),
        needed: z.boolean().describe('Hỏng phần này thì tiến trình không nhận việc (503).'),
        state: z.enum(['up', 'down']),
        problem: z.string().optional().describe('Hỏng gì.'),
      }),
    ),
  })
  .meta({ id: 'Ready' });

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Asks nobody: a process that waits for a server must not be restarted. Who is stuck does not answer at all. */
  @Get('live')
  @Allow.everyone()
  @ApiOperation({ summary: 'Tiến trình đang chạy. Hỏng thì bộ giám sát khởi động lại.' })
  @Answers(liveSchema)
  getLiveness(): z.infer<typeof liveSchema> {
    return { status: 'live' };
  }

  @Get('ready')
  @Allow.everyone()
  @ApiOperation({
    summary:
      'Tiến trình nhận việc được. Trong lúc hỏng hoặc đang dừng (503, findings nói từng phần), bộ cân bằng tải không ' +
      'gửi yêu cầu đến.',
  })
  @Answers(readySchema)
  async getReadiness(): Promise<z.infer<typeof readySchema>> {
    const { status, parts } = await this.readiness.check();
    return { status: status === 'degraded' ? status : 'ready', parts: [...parts] };
  }
}
