import type { Caller } from '#audit';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { exportListing } from '#tables';
import { getAnswered, getOwnQuestion, getQuestion, listAnswered, listQuestionReport, listQuestions, questionReport, questionTokenSchema, WebsiteNotPublicError } from '#website';
import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officeWebsite } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { pageQuery } from '../paging.js';
import { answerBody, answeredAnswer, answeredPage, askBody, askedAnswer, ownQuestionAnswer, questionAnswer, questionPage, questionsQuery, writtenAnswer } from './question.schemas.js';
import { QUESTION_LIMITS, QuestionThrottleGuard } from './question-throttle.guard.js';
import { articleActBody, royaltiesQuery, slugSchema } from './website.schemas.js';

const OPEN = 'Không cần đăng nhập; chỉ có khi cơ quan đặt WEBSITE_PUBLIC=on.';

/** Questions of the public and their answers. What is decided about them are tasks: `/tasks`. */
@ApiTags('website')
@Controller('website')
@Allow.signedIn()
export class QuestionsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post('questions')
  @Allow.everyone()
  @UseGuards(QuestionThrottleGuard)
  @Throttle(QUESTION_LIMITS)
  @ApiOperation({ summary: 'Gửi câu hỏi tới cơ quan; khiếu nại, tố cáo, bí mật nhà nước không nhận và không lưu.', description: OPEN })
  @Answers(askedAnswer, { status: 201 })
  askQuestion(@Body({ schema: askBody }) body: z.output<typeof askBody>, @Req() { id: requestId }: FastifyRequest): Promise<z.infer<typeof askedAnswer>> {
    this.requirePublic();
    const asked = { ...body, anHour: this.configuration.WEBSITE_QUESTIONS_AN_HOUR };
    return this.executor.execute(officeWebsite.ask, asked, { actor: 'asker', requestId });
  }

  @Get('own-questions/:token')
  @Allow.everyone()
  @ApiOperation({ summary: 'Câu hỏi của tôi đến đâu, theo mã bí mật nhận khi gửi.', description: OPEN })
  @Answers(ownQuestionAnswer)
  getOwnQuestion(@Param('token', { schema: questionTokenSchema }) token: string): Promise<z.infer<typeof ownQuestionAnswer>> {
    this.requirePublic();
    return getOwnQuestion(this.database, token);
  }

  @Post('own-questions/:token/withdrawal')
  @Allow.everyone()
  @UseGuards(QuestionThrottleGuard)
  @Throttle(QUESTION_LIMITS)
  @ApiOperation({ summary: 'Rút câu hỏi chưa được trả lời.', description: OPEN })
  @AnswersNothing()
  async withdrawOwnQuestion(@Param('token', { schema: questionTokenSchema }) token: string, @Req() { id: requestId }: FastifyRequest): Promise<void> {
    this.requirePublic();
    await this.executor.execute(officeWebsite.withdrawQuestion, { token }, { actor: 'asker', requestId });
  }

  @Get('answers')
  @Allow.everyone()
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'Câu hỏi đã trả lời công khai, mới nhất trước.', description: OPEN })
  @Answers(answeredPage)
  listAnswered(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>): Promise<z.infer<typeof answeredPage>> {
    this.requirePublic();
    return listAnswered(this.database, query);
  }

  @Get('answers/:slug')
  @Allow.everyone()
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'Một câu hỏi với câu trả lời đã đăng.', description: OPEN })
  @Answers(answeredAnswer)
  getAnswered(@Param('slug', { schema: slugSchema }) slug: string): Promise<z.infer<typeof answeredAnswer>> {
    this.requirePublic();
    return getAnswered(this.database, slug);
  }

  @Get('questions')
  @ApiOperation({ summary: 'Câu hỏi tôi được xem: Ban biên tập, Chánh Văn phòng, lãnh đạo xem tất cả; đơn vị xem câu hỏi được giao.' })
  @Answers(questionPage)
  listQuestions(@Query({ schema: questionsQuery }) query: z.infer<typeof questionsQuery>, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof questionPage>> {
    return listQuestions(this.database, principal, query);
  }

  @Get('question-report')
  @Allow.groups('editor', 'chief-of-office', 'leader')
  @ApiOperation({ summary: 'Câu hỏi gửi đến trong tháng và kết quả, để báo cáo lãnh đạo: XLSX hoặc CSV; không có thông tin người hỏi.' })
  @ApiOkResponse({ description: 'Tệp.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async exportQuestionReport(@Query({ schema: royaltiesQuery }) { month, format }: z.infer<typeof royaltiesQuery>): Promise<StreamableFile> {
    const { OFFICE_TIME_ZONE: zone } = this.configuration;
    const { content, name, mediaType } = await exportListing(questionReport(month, await listQuestionReport(this.database, month, zone), zone), format);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Get('questions/:id')
  @ApiOperation({ summary: 'Một câu hỏi với các bản trả lời và diễn biến.' })
  @Answers(questionAnswer)
  getQuestion(@Param('id', { schema: z.uuid() }) id: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof questionAnswer>> {
    return getQuestion(this.database, principal, id);
  }

  @Post('questions/:id/answers')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Viết câu trả lời; bản trước còn nguyên. Trình bằng cách hoàn thành việc «Soạn câu trả lời».' })
  @Answers(writtenAnswer, { status: 201 })
  writeAnswer(
    @Param('id', { schema: z.uuid() }) questionId: string,
    @Body({ schema: answerBody }) body: z.output<typeof answerBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof writtenAnswer>> {
    return this.executor.execute(officeWebsite.writeAnswer, { ...body, questionId, groups }, caller);
  }

  @Post('questions/:id/removal')
  @Allow.groups('editor', 'chief-of-office', 'leader')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Gỡ ngay câu hỏi và câu trả lời đã đăng khỏi trang tin; người hỏi vẫn đọc được bằng mã của mình.' })
  @AnswersNothing()
  async takeDownAnswer(
    @Param('id', { schema: z.uuid() }) questionId: string,
    @Body({ schema: articleActBody }) body: z.output<typeof articleActBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWebsite.takeDownAnswer, { ...body, questionId, groups }, caller);
  }

  @Post('questions/:id/correction')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Sửa câu trả lời đã gửi hoặc đã đăng, cả khi đã gỡ: đơn vị viết lại, trưởng đơn vị xem, lãnh đạo duyệt như lần đầu.',
    description: 'Trưởng, phó đơn vị trả lời, Ban biên tập, Chánh Văn phòng, lãnh đạo. Trong khi sửa, bản đã đăng còn nguyên (muốn ẩn ngay thì gỡ); xong thì đăng đúng địa chỉ cũ và gửi lại người hỏi.',
  })
  @AnswersNothing()
  async correctAnswer(
    @Param('id', { schema: z.uuid() }) questionId: string,
    @Body({ schema: articleActBody }) body: z.output<typeof articleActBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWebsite.correctAnswer, { ...body, questionId, groups }, caller);
  }

  @Post('questions/:id/kept-answer')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Thôi sửa, giữ nguyên câu trả lời đã gửi hoặc đã đăng.',
    description: 'Trưởng, phó đơn vị trả lời, Ban biên tập, Chánh Văn phòng, lãnh đạo; cho đến khi lãnh đạo duyệt bản sửa. Người hỏi không nhận thêm thư.',
  })
  @AnswersNothing()
  async keepAnswer(
    @Param('id', { schema: z.uuid() }) questionId: string,
    @Body({ schema: articleActBody }) body: z.output<typeof articleActBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWebsite.keepAnswer, { ...body, questionId, groups }, caller);
  }

  @Post('questions/:id/complaint')
  @Allow.groups('editor', 'chief-of-office', 'leader')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Đây là khiếu nại hoặc tố cáo: dừng ngay ở bước nào cũng vậy, xóa nội dung, báo người gửi nộp đơn giấy.',
    description: 'Không nhận qua mạng (171/QĐ-BDT, Điều 4 khoản 2): câu hỏi, các bản trả lời và ghi chú bị xóa, chỉ còn số và việc đã có một đơn như vậy.',
  })
  @AnswersNothing()
  async turnAwayComplaint(@Param('id', { schema: z.uuid() }) questionId: string, @CurrentPrincipal() { groups }: Principal, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(officeWebsite.turnAwayComplaint, { questionId, groups }, caller);
  }

  /** @throws WebsiteNotPublicError */
  private requirePublic(): void {
    if (this.configuration.WEBSITE_PUBLIC === 'off') throw new WebsiteNotPublicError();
  }
}
