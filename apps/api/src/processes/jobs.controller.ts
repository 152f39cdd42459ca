import type { Caller } from '#audit';
import { Database } from '#database';
import {
  cancelFailedJobs,
  CommandExecutor,
  getJob,
  listFailedJobs,
  type OperatorTools,
  resolveFailedJobs,
  retryFailedJob,
  retryFailedJobs,
} from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, officeJobs, withReadableVariables } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import {
  cancelJobBody,
  cancelJobsAnswer,
  cancelJobsBody,
  cancelledJob,
  jobDetail,
  jobPage,
  jobsQuery,
  resolveBody,
  resolvedJob,
  resolveJobsAnswer,
  resolveJobsBody,
  retriedJob,
  retryBody,
  retryJobsAnswer,
  retryJobsBody,
} from './job.schemas.js';

const jobId = { schema: z.uuid() };
const MANY = 'Theo `ids` hoặc theo điều kiện như khi xem; không ghi gì: tất cả. Mỗi việc một giao dịch, có kết quả riêng.';

/** What operators do about work that the platform could not do. */
@ApiTags('jobs')
@Controller('jobs')
@Allow.groups('admin', 'it')
export class JobsController {
  private readonly tools: OperatorTools;

  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {
    this.tools = { database, executor };
  }

  @Get()
  @ApiOperation({ summary: 'Các việc tự động đã hỏng, cũ nhất trước.' })
  @Answers(jobPage)
  listFailedJobs(@Query({ schema: jobsQuery }) query: z.infer<typeof jobsQuery>): Promise<z.infer<typeof jobPage>> {
    return listFailedJobs(this.database, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một việc tự động: các lần hỏng, lần thử kế tiếp, các biến mà nó thấy. Biến của việc xử lý sự cố chỉ người đọc được sự cố thấy.' })
  @Answers(jobDetail)
  async getJob(@Param('id', jobId) id: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof jobDetail>> {
    const job = await getJob(this.database, id, this.executor.retryCycle);
    return withReadableVariables(this.database, principal, job.instanceId, job);
  }

  @Post('retry')
  @ApiOperation({ summary: 'Cho nhiều việc tự động đã hỏng chạy lại, cũ nhất trước.', description: MANY })
  @Answers(retryJobsAnswer)
  retryFailedJobs(
    @Body({ schema: retryJobsBody }) body: z.infer<typeof retryJobsBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof retryJobsAnswer>> {
    const { variables, scope, wait, ...selection } = body;
    return retryFailedJobs(this.tools, selection, { variables, scope, wait }, caller, officeJobs.retry);
  }

  @Post('resolve')
  @ApiOperation({ summary: 'Coi nhiều việc tự động đã hỏng như đã xong với cùng một kết quả.', description: MANY })
  @Answers(resolveJobsAnswer)
  resolveFailedJobs(
    @Body({ schema: resolveJobsBody }) body: z.infer<typeof resolveJobsBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof resolveJobsAnswer>> {
    const { output, reason, ...selection } = body;
    return resolveFailedJobs(this.tools, selection, { output, reason }, caller, officeJobs.resolve);
  }

  @Post('cancel')
  @ApiOperation({ summary: 'Hủy nhiều việc tự động đã hỏng cùng bước chờ chúng.', description: MANY })
  @Answers(cancelJobsAnswer)
  cancelFailedJobs(
    @Body({ schema: cancelJobsBody }) body: z.infer<typeof cancelJobsBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof cancelJobsAnswer>> {
    const { reason, ...selection } = body;
    return cancelFailedJobs(this.tools, selection, { reason }, caller, officeJobs.cancel);
  }

  @Post(':id/retry')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Cho một việc tự động đã hỏng chạy lại ngay, nếu cần thì với biến đã sửa.' })
  @Answers(retriedJob)
  retryJob(
    @Param('id', jobId) id: string,
    @Body({ schema: retryBody }) body: z.infer<typeof retryBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof retriedJob>> {
    return retryFailedJob(this.tools, id, body, caller, officeJobs.retry);
  }

  @Post(':id/resolve')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Coi một việc tự động đã hỏng như đã xong với kết quả này; quy trình đi tiếp.' })
  @Answers(resolvedJob)
  resolveJob(
    @Param('id', jobId) id: string,
    @Body({ schema: resolveBody }) body: z.infer<typeof resolveBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof resolvedJob>> {
    return this.executor.execute(officeJobs.resolve, { jobId: id, ...body }, caller);
  }

  @Post(':id/cancel')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Hủy một việc tự động đã hỏng cùng bước chờ nó.' })
  @Answers(cancelledJob)
  cancelJob(
    @Param('id', jobId) id: string,
    @Body({ schema: cancelJobBody }) body: z.infer<typeof cancelJobBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof cancelledJob>> {
    return this.executor.execute(officeJobs.cancel, { jobId: id, ...body }, caller);
  }
}
