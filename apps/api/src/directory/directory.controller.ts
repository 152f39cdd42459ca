import { Database } from '#database';
import {
  dayToShow,
  directoryPage,
  DirectoryNotPublicError,
  internalCards,
  internalListing,
  publicCards,
  publicListing,
  publicPart,
  readDirectory,
} from '#directory';
import { getAgency } from '#documents';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { CSV_SEPARATORS, type CsvSeparator, exportListing } from '#tables';
import { Controller, Get, Header, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { listOf } from '../paging.js';
import { onDay } from './directory.schemas.js';

const VCARD = 'text/vcard; charset=utf-8';
const HTML = 'text/html; charset=utf-8';

const separator = z
  .enum(Object.keys(CSV_SEPARATORS) as CsvSeparator[])
  .default('semicolon')
  .describe('Dấu ngăn cột của CSV. semicolon: cho Excel tiếng Việt. comma: cho chương trình khác.');
const dayQuery = z.strictObject({ on: onDay });
const internalExportQuery = z.strictObject({ on: onDay, format: z.enum(['csv', 'xlsx', 'vcf']).describe('Dạng tệp; vcf: vCard 4.0.'), separator });
const publicExportQuery = z.strictObject({ format: z.enum(['csv', 'vcf', 'html']).describe('Dạng tệp; html: một trang để đặt trên trang tin điện tử.'), separator });

const publicFields = { code: z.string(), name: z.string(), phone: z.string().nullable(), mailboxes: z.array(z.string()).readonly() };
const publicDirectory = listOf(
  'PublicDirectory',
  z.object({ ...publicFields, heads: z.array(z.object({ fullName: z.string(), title: z.string() })).readonly() }),
);
const internalDirectory = listOf(
  'InternalDirectory',
  z.object({
    ...publicFields,
    room: z.string().nullable(),
    people: z
      .array(
        z.object({
          login: z.string(),
          fullName: z.string(),
          title: z.string(),
          heads: z.boolean().describe('Đứng đầu đơn vị.'),
          phone: z.string().nullable(),
          room: z.string().nullable(),
          email: z.string().nullable(),
        }),
      )
      .readonly(),
  }),
);

const file = ApiOkResponse({
  description: 'Thành công.',
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
});

/** The directory (danh bạ) as people read it and carry it away. */
@ApiTags('directory')
@Controller()
export class DirectoryController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('directory')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Danh bạ nội bộ: đơn vị, người, chức vụ, điện thoại, phòng, thư điện tử.' })
  @Answers(internalDirectory)
  async getDirectory(
    @Query({ schema: dayQuery }) { on }: z.infer<typeof dayQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof internalDirectory>> {
    return { items: await readDirectory(this.database, dayToShow(principal, on, this.today)) };
  }

  @Get('directory/export')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Danh bạ nội bộ dưới dạng tệp CSV, XLSX hoặc vCard.' })
  @file
  async exportDirectory(
    @Query({ schema: internalExportQuery }) { on, format, separator }: z.infer<typeof internalExportQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const units = await readDirectory(this.database, dayToShow(principal, on, this.today));
    if (format === 'vcf') return attached(internalCards(await this.agency(), units), 'Danh bạ nội bộ.vcf', VCARD);
    const { content, name, mediaType } = await exportListing(internalListing(units, this.configuration.OFFICE_TIME_ZONE), format, separator);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Get('public-directory')
  @Allow.everyone()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    summary: 'Danh bạ công khai: đơn vị, người đứng đầu, điện thoại, hộp thư đơn vị.',
    description: 'Không cần đăng nhập; chỉ có khi cơ quan đặt PUBLIC_DIRECTORY=on.',
  })
  @Answers(publicDirectory)
  async getPublicDirectory(): Promise<z.infer<typeof publicDirectory>> {
    return { items: await this.published() };
  }

  @Get('public-directory/export')
  @Allow.everyone()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'Danh bạ công khai dưới dạng CSV, vCard hoặc trang HTML; chỉ có khi cơ quan đặt PUBLIC_DIRECTORY=on.' })
  @file
  async exportPublicDirectory(@Query({ schema: publicExportQuery }) { format, separator }: z.infer<typeof publicExportQuery>): Promise<StreamableFile> {
    const units = await this.published();
    if (format === 'vcf') return attached(publicCards(await this.agency(), units), 'Danh bạ.vcf', VCARD);
    if (format === 'html') return new StreamableFile(Buffer.from(directoryPage(await this.agency(), units)), { type: HTML });
    const { content, name, mediaType } = await exportListing(publicListing(units, this.configuration.OFFICE_TIME_ZONE), format, separator);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  /** @throws DirectoryNotPublicError */
  private async published() {
    if (this.configuration.PUBLIC_DIRECTORY === 'off') throw new DirectoryNotPublicError();
    return publicPart(await readDirectory(this.database, this.today));
  }

  private async agency(): Promise<string> {
    return (await getAgency(this.database)).name;
  }

  private get today(): string {
    return dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
  }
}

function attached(text: string, name: string, type: string): StreamableFile {
  return new StreamableFile(Buffer.from(text), { type, disposition: contentDisposition(name) });
}
