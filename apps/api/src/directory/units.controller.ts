import type { Caller } from '#audit';
import { Database } from '#database';
import { changeUnitContact, createUnit, dissolutionSchema, getUnit, listUnits, recordDissolution, reviseUnit, WORK_OF_UNIT } from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OwnPostsOnly } from '../access/own-posts-only.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contactBody, newUnitBody, onDay, unitCode, unitCreated, unitDetails, unitList, unitRevisionBody, unitsQuery } from './directory.schemas.js';

const dayQuery = z.strictObject({ on: onDay });

const dissolutionBody = dissolutionSchema.meta({
  id: 'DissolveUnit',
  examples: [{ lastDay: '2026-12-31', successor: 'QLKH', dryRun: true }],
});
const dissolutionAnswer = z
  .object({
    code: z.string(),
    lastDay: z.iso.date(),
    successor: z.string().nullable(),
    posts: z.array(z.object({ postId: z.uuid(), login: z.string(), title: z.string() })).readonly().describe('Chức vụ kết thúc cùng đơn vị.'),
    work: z
      .array(
        z.object({
          kind: z.enum(WORK_OF_UNIT).describe('Nhiệm vụ, nghĩa vụ phúc đáp, dự thảo, hồ sơ công việc, việc được giao, thời hạn.'),
          count: z.int(),
          items: z.array(z.object({ id: z.string(), label: z.string() })).readonly().describe('Nhiều nhất 50 dòng đầu.'),
        }),
      )
      .readonly()
      .describe('Việc còn mở, chuyển sang đơn vị tiếp nhận.'),
  })
  .meta({ id: 'Dissolution' });

@ApiTags('directory')
@Controller('units')
@Allow.signedIn()
export class UnitsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các đơn vị của cơ quan, kể cả đơn vị đã giải thể; hoặc như trong một ngày.' })
  @Answers(unitList)
  async listUnits(@Query({ schema: unitsQuery }) { on, withoutHead }: z.infer<typeof unitsQuery>): Promise<z.infer<typeof unitList>> {
    if (withoutHead === 'false') return { items: await listUnits(this.database, { on }) };
    const day = on ?? this.today;
    return { items: await listUnits(this.database, { on: day, withoutHeadOn: day }) };
  }

  @Get(':code')
  @ApiOperation({ summary: 'Một đơn vị với người của đơn vị trong một ngày, tên và cấp trên qua các thời kỳ.' })
  @Answers(unitDetails)
  getUnit(
    @Param('code', { schema: unitCode }) code: string,
    @Query({ schema: dayQuery }) { on }: z.infer<typeof dayQuery>,
  ): Promise<z.infer<typeof unitDetails>> {
    return getUnit(this.database, code, on ?? this.today);
  }

  @Post()
  @TakesIdempotencyKey()
  @Allow.groups('personnel', 'chief-of-office', 'admin')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Lập một đơn vị mới.' })
  @Answers(unitCreated, { status: 201 })
  createUnit(
    @Body({ schema: newUnitBody }) body: z.output<typeof newUnitBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof unitCreated>> {
    return this.executor.execute(createUnit, body, caller);
  }

  @Post(':code/revisions')
  @TakesIdempotencyKey()
  @Allow.groups('personnel', 'chief-of-office', 'admin')
  @OwnPostsOnly()
  @ApiOperation({ summary: 'Đổi tên hoặc đổi cấp trên của một đơn vị từ một ngày; mã giữ nguyên, tên cũ vẫn còn trong lịch sử.' })
  @AnswersNothing()
  async reviseUnit(
    @Param('code', { schema: unitCode }) code: string,
    @Body({ schema: unitRevisionBody }) body: z.output<typeof unitRevisionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(reviseUnit, { ...body, code }, caller);
  }

  @Put(':code/contact')
  @TakesIdempotencyKey()
  @Allow.groups('personnel', 'chief-of-office', 'admin', 'it')
  @ApiOperation({ summary: 'Đặt điện thoại và phòng làm việc của một đơn vị.' })
  @AnswersNothing()
  async changeUnitContact(
    @Param('code', { schema: unitCode }) code: string,
    @Body({ schema: contactBody }) body: z.output<typeof contactBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(changeUnitContact, { ...body, code }, caller);
  }

  @Post(':code/dissolution')
  @TakesIdempotencyKey()
  @Allow.groups('personnel', 'admin')
  @OwnPostsOnly()
  @ApiOperation({
    summary: 'Giải thể hoặc sáp nhập một đơn vị từ một ngày; `dryRun` để xem trước những gì sẽ chuyển.',
    description: 'Từ ngày sau đó, người giữ chức vụ tương ứng của đơn vị tiếp nhận có mọi việc còn mở; hồ sơ đang chạy giữ nguyên.',
  })
  @Answers(dissolutionAnswer)
  dissolveUnit(
    @Param('code', { schema: z.string().max(20) }) code: string,
    @Body({ schema: dissolutionBody }) body: z.output<typeof dissolutionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof dissolutionAnswer>> {
    return this.executor.execute(recordDissolution, { ...body, code, groups }, caller);
  }

  private get today(): string {
    return dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
  }
}
