import type { Caller } from '#audit';
import { Database } from '#database';
import { getMailboxRequest, listMailboxRequests, newAddressOf } from '#directory';
import { AccountSystems, findStrangerMailbox } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeMailboxes } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import {
  mailboxRequestAnswer,
  mailboxRequestBody,
  mailboxRequestPage,
  mailboxRequestsQuery,
  mailboxRequestTaken,
  mailboxRequestWithdrawal,
} from './mailbox-request.schemas.js';

const id = z.uuid();

/** What units ask for about their mailboxes; deciding it is a task: `/tasks`. */
@ApiTags('mailboxes')
@Controller('mailbox-requests')
@Allow.signedIn()
export class MailboxRequestsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly systems: AccountSystems,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Trưởng đơn vị yêu cầu lập, đổi tên, đổi người, tạm dừng, mở lại hoặc hủy hộp thư của đơn vị; Chánh Văn phòng duyệt.',
    description: 'Hộp thư của lãnh đạo cơ quan do Chánh Văn phòng yêu cầu, lãnh đạo duyệt. Các hệ thống được hỏi trước xem địa chỉ mới đã là của ai.',
  })
  @Answers(mailboxRequestTaken, { status: 201 })
  async requestMailboxChange(
    @Body({ schema: mailboxRequestBody }) { request, ...confirmation }: z.output<typeof mailboxRequestBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof mailboxRequestTaken>> {
    const address = await newAddressOf(this.database, request);
    const { heldIn, unasked } = address === null ? { heldIn: [], unasked: [] } : await findStrangerMailbox(this.systems, address);
    const taken = await this.executor.execute(officeMailboxes.request, { request, groups, systems: this.systems.names, heldIn, ...confirmation }, caller);
    return { ...taken, unasked };
  }

  @Get()
  @ApiOperation({ summary: 'Yêu cầu về hộp thư: tôi gửi, của đơn vị, tôi duyệt; gửi sau trước.' })
  @Answers(mailboxRequestPage)
  listMailboxRequests(
    @Query({ schema: mailboxRequestsQuery }) query: z.infer<typeof mailboxRequestsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof mailboxRequestPage>> {
    return listMailboxRequests(this.database, principal, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một yêu cầu về hộp thư và tình trạng của nó.' })
  @Answers(mailboxRequestAnswer)
  getMailboxRequest(@Param('id', { schema: id }) requestId: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof mailboxRequestAnswer>> {
    return getMailboxRequest(this.database, principal, requestId);
  }

  @Post(':id/withdrawal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người yêu cầu rút yêu cầu chưa duyệt.' })
  @AnswersNothing()
  async withdrawMailboxRequest(
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: mailboxRequestWithdrawal }) body: z.output<typeof mailboxRequestWithdrawal>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeMailboxes.withdraw, { ...body, id: requestId }, caller);
  }
}
