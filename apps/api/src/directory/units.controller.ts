import type { Caller } from '#audit';
import { Database } from '#database';
import { dissolutionSchema, dissolveUnit, listUnits, UNIT_KINDS, WORK_OF_UNIT } from '#directory';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import { listOf } from '../paging.js';

const unitList = listOf(
  'UnitList',
  z.object({
    code: z.string(),
    name: z.string(),
    kind: z.enum(UNIT_KINDS),
    parentCode: z.string().nullable(),
    validTo: z.iso.date().nullable().describe('Ngày hoạt động cuối cùng; null: chưa có.'),
    successor: z.string().nullable().describe('Mã đơn vị tiếp nhận công việc sau ngày ấy.'),
  }),
);

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
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các đơn vị của cơ quan, kể cả đơn vị đã giải thể.' })
  @Answers(unitList)
  async listUnits(): Promise<z.infer<typeof unitList>> {
    return { items: await listUnits(this.database) };
  }

  @Post(':code/dissolution')
  @TakesIdempotencyKey()
  @Allow.groups('personnel', 'admin')
  @ApiOperation({
    summary: 'Giải thể hoặc sáp nhập một đơn vị từ một ngày; `dryRun` để xem trước những gì sẽ chuyển.',
    description: 'Từ ngày sau đó, người giữ chức vụ tương ứng của đơn vị tiếp nhận có mọi việc còn mở; hồ sơ đang chạy giữ nguyên.',
  })
  @Answers(dissolutionAnswer)
  dissolveUnit(
    @Param('code', { schema: z.string().max(20) }) code: string,
    @Body({ schema: dissolutionBody }) body: z.output<typeof dissolutionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof dissolutionAnswer>> {
    return this.executor.execute(dissolveUnit, { ...body, code }, caller);
  }
}
