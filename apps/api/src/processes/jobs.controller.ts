import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor, listFailedJobs, retryFailedJobs, retryJob } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { jobPage, jobsQuery, retryJobsAnswer, retryJobsBody } from './job.schemas.js';

@ApiTags('jobs')
@Controller('jobs')
@Allow.groups('admin', 'it')
export class JobsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các việc tự động đã hết lượt thử, cũ nhất trước.' })
  @Answers(jobPage)
  listFailedJobs(@Query({ schema: jobsQuery }) query: z.infer<typeof jobsQuery>): Promise<z.infer<typeof jobPage>> {
    return listFailedJobs(this.database, query);
  }

  @Post('retry')
  @ApiOperation({
    summary: 'Cho nhiều việc tự động đã hỏng chạy lại, cũ nhất trước.',
    description: 'Theo `ids` hoặc theo điều kiện như khi xem; không ghi gì: tất cả. Mỗi việc có kết quả riêng.',
  })
  @Answers(retryJobsAnswer)
  retryFailedJobs(
    @Body({ schema: retryJobsBody }) body: z.infer<typeof retryJobsBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof retryJobsAnswer>> {
    const { executor, database } = this;
    return retryFailedJobs({ executor, database }, body, caller);
  }

  @Post(':id/retry')
  @ApiOperation({ summary: 'Cho một việc tự động đã hỏng chạy lại ngay.' })
  @AnswersNothing()
  async retryJob(@Param('id', { schema: z.uuid() }) jobId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(retryJob, { jobId }, caller);
  }
}
