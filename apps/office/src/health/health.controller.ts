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
  @ApiOperation({ summary: 'The process runs. A supervisor restarts it when this fails.' })
  @Answers(liveSchema)
  live(): z.infer<typeof liveSchema> {
    return { status: 'live' };
  }

  @Get('ready')
  @Allow.everyone()
  @ApiOperation({ summary: 'Postgres and the queue answer. A load balancer sends nothing while this fails (503).' })
  @Answers(readySchema)
  async ready(): Promise<z.infer<typeof readySchema>> {
    await this.readiness.check();
    return { status: 'ready' };
  }
}
