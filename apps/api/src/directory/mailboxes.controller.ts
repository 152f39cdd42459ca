import type { Caller } from '#audit';
import { Database } from '#database';
import {
  getMailbox,
  listDormantRounds,
  listMailboxes,
  noteMailboxUses,
  setMailDomain,
} from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { AccountSystems } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION, mailboxesByHand, officeMailboxes } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OwnPostsOnly } from '../access/own-posts-only.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { pageQuery } from '../paging.js';
import {
  dormantRoundAskedFor,
  dormantRoundPage,
  dormantRoundWithdrawal,
  mailboxCreated,
  mailboxDetails,
  mailboxesQuery,
  mailboxHandoverBody,
  mailboxPage,
  mailboxRenamed,
  mailboxStatusBody,
  mailboxUseBody,
  mailboxUseGranted,
  mailboxUsesBody,
  mailboxUsesNoted,
  mailDomainBody,
  newMailboxBody,
  renameMailboxBody,
} from './mailbox.schemas.js';

const id = z.uuid();

/** Mailboxes as the office decides about them; account systems follow each change. */
@ApiTags('mailboxes')
@Controller('mailboxes')
@Allow.groups('chief-of-office', 'it', 'admin')
@OwnPostsOnly()
export class MailboxesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly systems: AccountSystems,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @Allow.groups('leader', 'chief-of-office', 'head', 'it', 'personnel', 'admin')
  @ApiOperation({ summary: 'Hộp thư của người và đơn vị, người quản lý, ủy quyền, bàn giao, lần dùng gần nhất.' })
  @Answers(mailboxPage)
  listMailboxes(@Query({ schema: mailboxesQuery }) { on, handoverDue, ...query }: z.infer<typeof mailboxesQuery>): Promise<z.infer<typeof mailboxPage>> {
    const due = handoverDue === undefined ? undefined : handoverDue === 'true';
    return listMailboxes(this.database, { ...query, handoverDue: due, onDate: on ?? this.today });
  }

  @Put('domain')
  @Allow.groups('admin')
  @ApiOperation({ summary: 'Đặt tên miền của hộp thư lập từ nay; hộp thư đã có giữ địa chỉ.' })
  @AnswersNothing()
  async setMailDomain(@Body({ schema: mailDomainBody }) body: z.output<typeof mailDomainBody>, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(setMailDomain, body, caller);
  }

  @Post('last-uses')
  @Allow.groups('it', 'admin')
  @ApiOperation({ summary: 'Ghi lần dùng gần nhất của các hộp thư do hệ thống thư báo.' })
  @Answers(mailboxUsesNoted)
  noteMailboxUses(
    @Body({ schema: mailboxUsesBody }) body: z.output<typeof mailboxUsesBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof mailboxUsesNoted>> {
    return this.executor.execute(noteMailboxUses, { ...body, teller: 'mail-system' }, caller);
  }

  @Get('dormant-rounds')
  @Allow.groups('leader', 'chief-of-office', 'it', 'admin')
  @ApiOperation({ summary: 'Các đợt rà soát hộp thư đơn vị không dùng và kết quả từng hộp thư, đợt sau trước.' })
  @Answers(dormantRoundPage)
  listDormantRounds(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<z.infer<typeof dormantRoundPage>> {
    return listDormantRounds(this.database, page);
  }

  @Post('dormant-rounds')
  @Allow.groups('chief-of-office', 'it')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Chánh Văn phòng hoặc CNTT mở một đợt rà soát ngoài kỳ: hệ thống mới dùng, hoặc đợt trước đã cho thôi.' })
  @Answers(dormantRoundAskedFor, { status: 201 })
  openDormantRound(@CurrentCaller() caller: Caller): Promise<z.infer<typeof dormantRoundAskedFor>> {
    return this.executor.execute(officeMailboxes.askForRound, undefined, caller);
  }

  @Post('dormant-rounds/:id/withdrawal')
  @Allow.groups('chief-of-office')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Chánh Văn phòng cho thôi một đợt rà soát: hộp thư chưa quyết định thì để lại, hộp thư đã duyệt hủy thì hủy nốt.' })
  @AnswersNothing()
  async withdrawDormantRound(
    @Param('id', { schema: id }) roundId: string,
    @Body({ schema: dormantRoundWithdrawal }) body: z.output<typeof dormantRoundWithdrawal>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeMailboxes.withdrawRound, { ...body, id: roundId }, caller);
  }

  @Get(':id')
  @Allow.groups('leader', 'chief-of-office', 'head', 'it', 'personnel', 'admin')
  @ApiOperation({ summary: 'Một hộp thư với mọi địa chỉ, ủy quyền và bàn giao từng có.' })
  @Answers(mailboxDetails)
  getMailbox(@Param('id', { schema: id }) mailboxId: string): Promise<z.infer<typeof mailboxDetails>> {
    return getMailbox(this.database, mailboxId, this.today);
  }

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Lập hộp thư cho một người (mỗi người một hộp); của đơn vị chỉ quản trị lập khi sửa sai, bình thường theo POST /mailbox-requests.' })
  @Answers(mailboxCreated, { status: 201 })
  createMailbox(
    @Body({ schema: newMailboxBody }) body: z.output<typeof newMailboxBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof mailboxCreated>> {
    return this.executor.execute(mailboxesByHand.create, { mailbox: body, groups, tell: mailboxesByHand.tell, systems: this.systems.names }, caller);
  }

  @Post(':id/status')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Tạm dừng, mở lại hoặc lưu hộp thư của người. Của đơn vị, và hủy hẳn, cần hai người: POST /mailbox-requests; riêng quản trị được sửa sai, trưởng đơn vị được báo.' })
  @AnswersNothing()
  async changeMailboxStatus(
    @Param('id', { schema: id }) mailboxId: string,
    @Body({ schema: mailboxStatusBody }) body: z.output<typeof mailboxStatusBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(mailboxesByHand.changeStatus, { ...body, id: mailboxId, groups, tell: mailboxesByHand.tell, systems: this.systems.names }, caller);
  }

  @Post(':id/rename')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Đổi địa chỉ; địa chỉ cũ vẫn giữ cho hộp thư này. Của đơn vị chỉ quản trị đổi khi sửa sai.' })
  @Answers(mailboxRenamed)
  renameMailbox(
    @Param('id', { schema: id }) mailboxId: string,
    @Body({ schema: renameMailboxBody }) body: z.output<typeof renameMailboxBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof mailboxRenamed>> {
    return this.executor.execute(mailboxesByHand.rename, { ...body, id: mailboxId, groups, tell: mailboxesByHand.tell, systems: this.systems.names }, caller);
  }

  @Post(':id/uses')
  @TakesIdempotencyKey()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Người đứng đầu ủy quyền cho người của đơn vị sử dụng hộp thư đơn vị.' })
  @Answers(mailboxUseGranted, { status: 201 })
  grantMailboxUse(
    @Param('id', { schema: id }) mailboxId: string,
    @Body({ schema: mailboxUseBody }) body: z.output<typeof mailboxUseBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof mailboxUseGranted>> {
    return this.executor.execute(mailboxesByHand.grantUse, { ...body, id: mailboxId, groups, systems: this.systems.names }, caller);
  }

  @Delete(':id/uses/:useId')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Thôi ủy quyền sử dụng hộp thư đơn vị, có hiệu lực ngay.' })
  @AnswersNothing()
  async endMailboxUse(
    @Param('id', { schema: id }) mailboxId: string,
    @Param('useId', { schema: id }) useId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(mailboxesByHand.endUse, { id: mailboxId, useId, groups, systems: this.systems.names }, caller);
  }

  @Post(':id/handovers')
  @TakesIdempotencyKey()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Ghi nhận bàn giao hộp thư, mật khẩu và nội dung cho người đứng đầu mới.' })
  @AnswersNothing()
  async handOverMailbox(
    @Param('id', { schema: id }) mailboxId: string,
    @Body({ schema: mailboxHandoverBody }) body: z.output<typeof mailboxHandoverBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(mailboxesByHand.handOver, { ...body, id: mailboxId, groups, systems: this.systems.names }, caller);
  }

  private get today(): string {
    return dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
  }
}
