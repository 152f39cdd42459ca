import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../http/allow.js';
import { Answers } from '../http/answers.js';
import { Readiness } from './readiness.js';

const liveSchema = z.object({ status: z.literal('live') }).meta({ id: 'Live' });
const readySchema = z.object({ status: z.literal('ready') }).meta({ id: 'Ready' });

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @Allow.everyone()
  @ApiOperation({ summary: 'Tiến trình đang chạy. Hỏng thì bộ giám sát khởi động lại.' })
  @Answers(liveSchema)
  getLiveness(): z.infer<typeof liveSchema> {
    return { status: 'live' };
  }

  @Get('ready')
  @Allow.everyone()
  @ApiOperation({ summary: 'Postgres và hàng đợi trả lời. Trong lúc hỏng (503), bộ cân bằng tải không gửi yêu cầu đến.' })
  @Answers(readySchema)
  async getReadiness(): Promise<z.infer<typeof readySchema>> {
    await this.readiness.check();
    return { status: 'ready' };
  }
}
