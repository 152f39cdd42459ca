import type { Caller } from '#audit';
import { importListing, importOffice, type OfficeFile, officeTemplate, officeTemplateOf, readOfficeFiles, SHEET_NAMES } from '#directory';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { exportListing, LISTING_FORMATS, makeBlankWorkbook, MEDIA_TYPES } from '#tables';
import { Controller, Get, HttpCode, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION, findingTitle, problemTitle } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { receiveFiles } from '../uploads/uploads.js';

/** Lists of an office are small; they are held in memory until all of them have been read. */
const LIMITS = { files: 4, fileBytes: 5_000_000 };

const importQuery = z.strictObject({
  reviewed: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('`hash` của lần xem trước: chỉ nhập đúng những gì đã xem. Bỏ trống: chỉ xem trước, không ghi gì.'),
});
const templateQuery = z.strictObject({
  format: z.enum(LISTING_FORMATS).default('xlsx').describe('xlsx: một tệp đủ các danh sách, có hướng dẫn; csv: từng danh sách.'),
  list: z.enum(SHEET_NAMES as [(typeof SHEET_NAMES)[number], ...typeof SHEET_NAMES]).default('units').describe('Danh sách nào, khi là CSV.'),
});
const reportQuery = z.strictObject({ format: z.enum(LISTING_FORMATS).default('xlsx').describe('Dạng tệp.') });
const FILE = { description: 'Tệp.', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } as const;
const FILES = { schema: { type: 'object', properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } } } } as const;
const found = z.array(
  z.object({
    sheet: z.string().describe('Tên trang tính hoặc tệp CSV.'),
    line: z.int().describe('Số dòng, tính từ 1.'),
    column: z.string(),
    code: z.string(),
    title: z.string().describe('Nội dung bằng tiếng Việt.'),
    what: z.string(),
    mend: z.string().optional(),
  }),
);
const importAnswer = z
  .object({
    hash: z.string().describe('Gửi lại trong `reviewed` để nhập đúng những gì đã xem.'),
    applied: z.boolean().describe('true: đã nhập; false: mới xem trước.'),
    added: z.object({ units: z.int(), people: z.int(), posts: z.int(), mailboxes: z.int() }).describe('Số dòng được thêm.'),
    unchanged: z.int().describe('Số dòng mà danh bạ đã có.'),
    findings: found.describe('Mọi chỗ sai; còn một chỗ sai thì không dòng nào được nhập.'),
    warnings: found.describe('Nhập được nhưng cần xem lại.'),
  })
  .meta({ id: 'OfficeImport' });

/** An office that exists is entered from its lists. */
@ApiTags('directory')
@Controller('office-imports')
@Allow.groups('admin')
export class OfficeImportsController {
  constructor(
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('template')
  @ApiOperation({ summary: 'Tệp mẫu để điền đơn vị, người, chức vụ, hộp thư của cơ quan.' })
  @ApiOkResponse(FILE)
  async officeTemplate(@Query({ schema: templateQuery }) { format, list }: z.infer<typeof templateQuery>): Promise<StreamableFile> {
    if (format === 'xlsx') {
      const disposition = contentDisposition('Danh sách cơ quan.xlsx');
      return new StreamableFile(await makeBlankWorkbook(officeTemplate(), 'Hướng dẫn'), { type: MEDIA_TYPES.xlsx, disposition });
    }
    const { content, name, mediaType } = await exportListing(officeTemplateOf(list, this.configuration.OFFICE_TIME_ZONE), format);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Post('report')
  @HttpCode(200)
  @ApiOperation({ summary: 'Xem trước như POST /office-imports, kết quả là tệp XLSX hoặc CSV; không ghi gì.' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILES)
  @ApiOkResponse(FILE)
  async reportOnImport(
    @Req() request: FastifyRequest,
    @Query({ schema: reportQuery }) { format }: z.infer<typeof reportQuery>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const trial = await this.executor.execute(importOffice, { ...(await readOfficeFiles(await filesOf(request))), groups }, caller);
    const listing = importListing(trial, titleOf, this.configuration.OFFICE_TIME_ZONE);
    const { content, name, mediaType } = await exportListing(listing, format);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Post()
  @ApiOperation({
    summary: 'Nhập đơn vị, người, chức vụ, hộp thư của cơ quan từ XLSX hoặc CSV: xem trước rồi mới nhập.',
    description:
      'Một tệp XLSX có các trang units, people, posts, mailboxes, hoặc các tệp CSV cùng tên. Cột: units: code, name, kind, parent, from, sort, phone, room; ' +
      'people: login, name, email, phone, room; posts: login, unit, role, title, from, to, basis; mailboxes: owner (mã đơn vị hoặc tên đăng nhập), name, purpose. ' +
      'Tên trang và cột cũng có thể bằng tiếng Việt: Đơn vị, Người, Chức vụ, Hộp thư; Tên đăng nhập, Họ và tên, … CSV ở UTF-8 hoặc UTF-16. ' +
      'Dòng đã có trong danh bạ được bỏ qua.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILES)
  @Answers(importAnswer)
  async importOffice(
    @Req() request: FastifyRequest,
    @Query({ schema: importQuery }) { reviewed }: z.infer<typeof importQuery>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof importAnswer>> {
    const read = await readOfficeFiles(await filesOf(request));
    const { findings, warnings, ...done } = await this.executor.execute(importOffice, { ...read, groups, reviewed }, caller);
    return { ...done, findings: findings.map(inWords), warnings: warnings.map(inWords) };
  }
}

async function filesOf(request: FastifyRequest): Promise<OfficeFile[]> {
  const files: OfficeFile[] = [];
  for await (const { fileName, content } of receiveFiles(request, LIMITS)) files.push({ name: fileName, content: await buffer(content) });
  return files;
}

function titleOf(code: string): string {
  return findingTitle(code) ?? problemTitle(code, 422);
}

function inWords<Found extends { readonly code: string }>(finding: Found): Found & { title: string } {
  return { ...finding, title: titleOf(finding.code) };
}
