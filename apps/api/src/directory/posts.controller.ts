import type { Caller } from '#audit';
import { correctPost, recordAppointment, recordEndOfPost, withdrawPost } from '#directory';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OwnPostsOnly } from '../access/own-posts-only.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { appointed, appointmentBody, correctedAppointmentBody, endOfPostBody, withdrawPostBody } from './directory.schemas.js';

const postId = z.uuid();

/** Personnel decisions about posts, on which all rights hang. */
@ApiTags('directory')
@Controller('posts')
@Allow.groups('personnel', 'chief-of-office', 'admin')
@OwnPostsOnly()
export class PostsController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Ghi quyết định giao chức vụ từ một ngày; quyền có từ ngày ấy.',
    description: 'Không ai tự ghi chức vụ của mình; chức vụ quản trị, thiết kế quy trình và CNTT chỉ do quản trị hệ thống ghi.',
  })
  @Answers(appointed, { status: 201 })
  recordAppointment(
    @Body({ schema: appointmentBody }) body: z.output<typeof appointmentBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof appointed>> {
    return this.executor.execute(recordAppointment, { ...body, groups }, caller);
  }

  @Post(':id/end')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Ghi ngày cuối giữ chức vụ, hoặc sửa ngày đã ghi; chức vụ vẫn còn trong lịch sử.' })
  @AnswersNothing()
  async recordEndOfPost(
    @Param('id', { schema: postId }) id: string,
    @Body({ schema: endOfPostBody }) { lastDay }: z.output<typeof endOfPostBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(recordEndOfPost, { postId: id, lastDay, groups }, caller);
  }

  @Put(':id')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Sửa một chức vụ chưa bắt đầu; chức vụ được ghi lại với mã mới.' })
  @Answers(appointed)
  correctPost(
    @Param('id', { schema: postId }) id: string,
    @Body({ schema: correctedAppointmentBody }) body: z.output<typeof correctedAppointmentBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof appointed>> {
    return this.executor.execute(correctPost, { ...body, postId: id, groups }, caller);
  }

  @Post(':id/withdrawal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Rút lại một chức vụ chưa bắt đầu, ví dụ khi quyết định bị thu hồi.' })
  @AnswersNothing()
  async withdrawPost(
    @Param('id', { schema: postId }) id: string,
    @Body({ schema: withdrawPostBody }) { reason }: z.output<typeof withdrawPostBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(withdrawPost, { postId: id, reason, groups }, caller);
  }
}
