import type { Caller } from '#audit';
import { Database } from '#database';
import { changeBookYear, changeDocumentBook, createDocumentBook, listDocumentBooks, READERS_OF_ALL } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import {
  bookCode,
  bookCreatedAnswer,
  bookFieldsBody,
  bookList,
  booksQuery,
  bookYear,
  bookYearBody,
  newBookBody,
} from './document-book.schemas.js';

@ApiTags('documents')
@Controller('document-books')
@Allow.groups('admin', 'chief-of-office')
export class DocumentBooksController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.groups(...READERS_OF_ALL)
  @ApiOperation({ summary: 'Các sổ của cơ quan, với số cuối cùng của từng năm.' })
  @Answers(bookList)
  async listDocumentBooks(@Query({ schema: booksQuery }) query: z.output<typeof booksQuery>): Promise<z.infer<typeof bookList>> {
    return { items: await listDocumentBooks(this.database, query) };
  }

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Mở thêm một sổ có dãy số riêng, chẳng hạn sổ quyết định hoặc sổ của chi bộ.' })
  @Answers(bookCreatedAnswer, { status: 201 })
  createDocumentBook(
    @Body({ schema: newBookBody }) body: z.output<typeof newBookBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof bookCreatedAnswer>> {
    return this.executor.execute(createDocumentBook, body, caller);
  }

  @Put(':code')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Đổi tên, tên loại, người giữ sổ hoặc sổ mặc định; số đã cấp giữ nguyên.' })
  @AnswersNothing()
  async changeDocumentBook(
    @Param('code', { schema: bookCode }) code: string,
    @Body({ schema: bookFieldsBody }) fields: z.output<typeof bookFieldsBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(changeDocumentBook, { code, fields }, caller);
  }

  @Put(':code/years/:year')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Khóa hoặc mở lại sổ của một năm; đặt số đầu tiên khi năm ấy chưa cấp số nào.' })
  @AnswersNothing()
  async changeBookYear(
    @Param('code', { schema: bookCode }) book: string,
    @Param('year', { schema: bookYear }) year: number,
    @Body({ schema: bookYearBody }) body: z.output<typeof bookYearBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(changeBookYear, { ...body, book, year }, caller);
  }
}
