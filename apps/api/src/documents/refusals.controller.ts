import type { Caller } from '#audit';
import { Database } from '#database';
import {
  changePaperBook,
  countRefusals,
  listPaperBooks,
  listRefusals,
  recordRefusal,
  type REFUSAL_GROUNDS,
} from '#documents';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import {
  groundParameter,
  paperBookBody,
  paperBooksAnswer,
  refusalAnswer,
  refusalBody,
  refusalCountsAnswer,
  refusalCountsQuery,
  refusalPage,
  refusalsQuery,
} from './gate.schemas.js';

/** Who turns things away, and who oversees that. */
const READERS = ['clerk', 'chief-of-office', 'manager', 'admin'] as const;

/** The gate: what must not enter. */
@ApiTags('gate')
@Controller('incoming-documents')
export class RefusalsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post('refusals')
  @TakesIdempotencyKey()
  @Allow.groups('clerk')
  @ApiOperation({
    summary: 'Ghi nhận đã từ chối văn bản mật hoặc đơn thư; trả lời phải vào sổ giấy nào.',
    description: 'Không lưu trích yếu, số, ký hiệu, nội dung hay tệp; trường lạ bị từ chối.',
  })
  @Answers(refusalAnswer, { status: 201 })
  recordRefusal(
    @Body({ schema: refusalBody }) body: z.output<typeof refusalBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof refusalAnswer>> {
    return this.executor.execute(recordRefusal, body, caller);
  }

  @Get('refusals')
  @Allow.groups(...READERS)
  @ApiOperation({ summary: 'Các lần từ chối, mới nhất trước.' })
  @Answers(refusalPage)
  listRefusals(@Query({ schema: refusalsQuery }) query: z.infer<typeof refusalsQuery>): Promise<z.infer<typeof refusalPage>> {
    return listRefusals(this.database, query);
  }

  @Get('refusals/counts')
  @Allow.groups(...READERS)
  @ApiOperation({ summary: 'Số lần từ chối theo tháng và lý do trong một năm.' })
  @Answers(refusalCountsAnswer)
  async countRefusals(
    @Query({ schema: refusalCountsQuery }) { year }: z.infer<typeof refusalCountsQuery>,
  ): Promise<z.infer<typeof refusalCountsAnswer>> {
    return { counts: await countRefusals(this.database, { year, zone: this.configuration.OFFICE_TIME_ZONE }) };
  }

  @Get('refusals/paper-books')
  @Allow.groups(...READERS)
  @ApiOperation({ summary: 'Loại nào vào sổ giấy nào.' })
  @Answers(paperBooksAnswer)
  async listPaperBooks(): Promise<z.infer<typeof paperBooksAnswer>> {
    return { books: await listPaperBooks(this.database) };
  }

  @Put('refusals/paper-books/:ground')
  @Allow.groups('admin')
  @ApiOperation({ summary: 'Đặt tên sổ giấy cho một loại.' })
  @AnswersNothing()
  async changePaperBook(
    @Param('ground', { schema: groundParameter }) ground: keyof typeof REFUSAL_GROUNDS,
    @Body({ schema: paperBookBody }) body: z.output<typeof paperBookBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(changePaperBook, { ...body, ground }, caller);
  }
}
