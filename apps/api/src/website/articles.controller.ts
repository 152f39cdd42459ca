import type { Caller } from '#audit';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { exportListing } from '#tables';
import { getArticle, listArticles, listRoyalties, listSections, royaltyListing, sectionCodeSchema } from '#website';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officeWebsite } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import {
  articleActBody,
  articleBody,
  correctionBody,
  royaltiesQuery,
  sectionBody,
  sectionsAnswer,
  submissionAnswer,
  submissionPage,
  submissionsQuery,
  submittedAnswer,
  versionAnswer,
} from './website.schemas.js';

type ArticleBody = z.output<typeof articleBody>;
type ActBody = z.output<typeof articleActBody>;

/** Articles on their way to the website. Looking at one, reviewing it and handing it in again are tasks: `/tasks`. */
@ApiTags('website')
@Controller('website')
@Allow.signedIn()
export class ArticlesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post('articles')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Gửi tin, bài: có tên, địa chỉ người viết; bài sưu tầm nêu nguồn và tên, địa chỉ người sưu tầm.' })
  @Answers(submittedAnswer, { status: 201 })
  submitArticle(
    @Body({ schema: articleBody }) body: ArticleBody,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof submittedAnswer>> {
    return this.executor.execute(officeWebsite.submit, { ...body, groups }, caller);
  }

  @Get('submissions')
  @ApiOperation({ summary: 'Tin, bài tôi gửi, chờ duyệt, hoặc được xem.' })
  @Answers(submissionPage)
  listSubmissions(
    @Query({ schema: submissionsQuery }) query: z.infer<typeof submissionsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof submissionPage>> {
    return listArticles(this.database, principal, query);
  }

  @Get('submissions/:id')
  @ApiOperation({ summary: 'Một bài với mọi phiên bản và diễn biến.' })
  @Answers(submissionAnswer)
  getSubmission(@Param('id', { schema: z.uuid() }) id: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof submissionAnswer>> {
    return getArticle(this.database, principal, id);
  }

  @Get('sections')
  @Allow.everyone()
  @ApiOperation({ summary: 'Các chuyên mục.' })
  @Answers(sectionsAnswer)
  async listSections(): Promise<z.infer<typeof sectionsAnswer>> {
    return { items: await listSections(this.database) };
  }

  @Put('sections/:code')
  @Allow.groups('editor')
  @ApiOperation({ summary: 'Ban biên tập thêm một chuyên mục, hoặc đổi tên, thứ tự, thôi dùng.' })
  @AnswersNothing()
  async saveSection(
    @Param('code', { schema: sectionCodeSchema }) code: string,
    @Body({ schema: sectionBody }) body: z.output<typeof sectionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWebsite.saveSection, { ...body, code, groups }, caller);
  }

  @Post('articles/:id/versions')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người viết, hoặc trưởng đơn vị, sửa bài bị trả lại; phiên bản trước còn nguyên. Gửi lại bằng cách hoàn thành việc «Sửa tin, bài».' })
  @Answers(versionAnswer, { status: 201 })
  reviseArticle(
    @Param('id', { schema: z.uuid() }) articleId: string,
    @Body({ schema: articleBody }) body: ArticleBody,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof versionAnswer>> {
    return this.executor.execute(officeWebsite.revise, { ...body, articleId, groups }, caller);
  }

  @Post('articles/:id/corrections')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Đính chính bài đã đăng: duyệt như bài mới, đến lúc đó công chúng vẫn đọc bản cũ.' })
  @Answers(versionAnswer, { status: 201 })
  correctArticle(
    @Param('id', { schema: z.uuid() }) articleId: string,
    @Body({ schema: correctionBody }) body: z.output<typeof correctionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof versionAnswer>> {
    return this.executor.execute(officeWebsite.correct, { ...body, articleId, groups }, caller);
  }

  @Post('articles/:id/withdrawal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người viết, hoặc trưởng đơn vị cung cấp, rút bài chưa đăng hoặc bản đính chính chưa đăng.' })
  @AnswersNothing()
  async withdrawArticle(
    @Param('id', { schema: z.uuid() }) articleId: string,
    @Body({ schema: articleActBody }) body: ActBody,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWebsite.withdraw, { ...body, articleId, groups }, caller);
  }

  @Post('articles/:id/removal')
  @Allow.groups('editor', 'chief-of-office', 'leader')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Gỡ ngay bài đã đăng khỏi trang tin, thôi đăng bài đã duyệt chờ ngày; đăng lại bằng bản đính chính.' })
  @AnswersNothing()
  async takeDownArticle(
    @Param('id', { schema: z.uuid() }) articleId: string,
    @Body({ schema: articleActBody }) body: ActBody,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWebsite.takeDown, { ...body, articleId, groups }, caller);
  }

  @Get('royalties')
  @Allow.groups('editor', 'chief-of-office', 'leader')
  @ApiOperation({ summary: 'Tin, bài đã đăng trong tháng theo người viết, để tính nhuận bút: XLSX hoặc CSV.' })
  @ApiOkResponse({ description: 'Tệp.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async exportRoyalties(@Query({ schema: royaltiesQuery }) { month, format }: z.infer<typeof royaltiesQuery>): Promise<StreamableFile> {
    const { OFFICE_TIME_ZONE: zone } = this.configuration;
    const { content, name, mediaType } = await exportListing(royaltyListing(month, await listRoyalties(this.database, month, zone), zone), format);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }
}
