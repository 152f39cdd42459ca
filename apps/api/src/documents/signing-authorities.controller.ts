import type { Caller } from '#audit';
import { Database } from '#database';
import { confirmSigningAuthority, listSigningAuthorities } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeSigning } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OwnPostsOnly } from '../access/own-posts-only.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { endAuthorityBody, made, signingAuthoritiesQuery, signingAuthorityBody, signingAuthorityPage } from './outgoing-document.schemas.js';

/** Who may sign in which form (ND 30 §13). */
@ApiTags('documents')
@Controller('signing-authorities')
@Allow.groups('leader', 'chief-of-office')
@OwnPostsOnly()
export class SigningAuthoritiesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Thẩm quyền ký văn bản, mới ghi trước.' })
  @Answers(signingAuthorityPage)
  listSigningAuthorities(
    @Query({ schema: signingAuthoritiesQuery }) query: z.infer<typeof signingAuthoritiesQuery>,
  ): Promise<z.infer<typeof signingAuthorityPage>> {
    return listSigningAuthorities(this.database, query);
  }

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Ghi một thẩm quyền ký: trực tiếp, TM, KT, TL, TUQ hoặc Q (Nghị định 30/2020/NĐ-CP, Điều 13).' })
  @Answers(made, { status: 201 })
  grantSigningAuthority(
    @Body({ schema: signingAuthorityBody }) body: z.output<typeof signingAuthorityBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof made>> {
    return this.executor.execute(officeSigning.grant, { ...body, groups }, caller);
  }

  @Post(':id/confirm')
  @TakesIdempotencyKey()
  @Allow.groups('leader')
  @ApiOperation({ summary: 'Người đứng đầu mới xác nhận thẩm quyền mà người tiền nhiệm đã giao; từ đó lại có hiệu lực.' })
  @AnswersNothing()
  async confirmSigningAuthority(
    @Param('id', { schema: z.uuid() }) authorityId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(confirmSigningAuthority, { authorityId }, caller);
  }

  @Post(':id/end')
  @TakesIdempotencyKey()
  @Allow.groups('leader', 'chief-of-office', 'head', 'admin')
  @ApiOperation({
    summary: 'Chấm dứt một thẩm quyền ký ngay; văn bản đã ký không bị ảnh hưởng.',
    description: 'Người giữ tự thôi, Chánh Văn phòng, quản trị; thẩm quyền được giao (KT, TL, TUQ) thì cả người đứng đầu. Cấp phó không chấm dứt thẩm quyền của người đứng đầu.',
  })
  @AnswersNothing()
  async endSigningAuthority(
    @Param('id', { schema: z.uuid() }) authorityId: string,
    @Body({ schema: endAuthorityBody }) body: z.output<typeof endAuthorityBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeSigning.end, { ...body, authorityId, groups }, caller);
  }
}
