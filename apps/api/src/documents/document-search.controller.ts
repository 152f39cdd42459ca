import { Database } from '#database';
import { INCOMING_STATUSES, MATCHES, OUTGOING_STATUSES, searchDocuments, URGENCY_NAMES } from '#documents';
import type { Configuration } from '#foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { pageOf, pageQuery } from '../paging.js';

const day = z.iso.date();
const urgency = z.enum(Object.keys(URGENCY_NAMES) as [keyof typeof URGENCY_NAMES, ...(keyof typeof URGENCY_NAMES)[]]);
const status = z.enum([...INCOMING_STATUSES, ...OUTGOING_STATUSES]);
const kind = z.enum(['incoming', 'outgoing']);

/** What holds no letter and no digit narrows nothing, and nobody means it. */
const words = (longest: number) => z.string().trim().min(1).max(longest).regex(/[\p{L}\p{N}]/u, 'Phải có chữ hoặc số');

const searchQuery = pageQuery
  .extend({
    limit: z.coerce.number().int().min(1).max(50).default(20).describe('Số dòng của một trang.'),
    q: z.string().trim().min(1).max(200).describe('Các từ phải có đủ, thứ tự tùy ý, có dấu hay không; trong ngoặc kép: đứng liền nhau.'),
    kind: kind.optional().describe('incoming: văn bản đến. outgoing: văn bản đi.'),
    sender: words(200).optional().describe('Từ trong tên cơ quan gửi; chỉ văn bản đến.'),
    type: words(100).optional().describe('Tên loại hoặc chữ viết tắt, ví dụ Quyết định hoặc QĐ.'),
    urgency: urgency.optional().describe('Độ khẩn.'),
    unit: z.string().max(20).optional().describe('Đơn vị chủ trì, đối với văn bản đi là đơn vị soạn thảo.'),
    status: status.optional().describe('Tình trạng giải quyết hoặc phát hành.'),
    from: day.optional().describe('Từ ngày đến; đối với văn bản đi là ngày văn bản, dự thảo thì ngày bắt đầu soạn.'),
    to: day.optional().describe('Đến hết ngày.'),
  })
  .strict()
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'], error: 'Trước ngày bắt đầu' });

const foundPage = pageOf(
  'FoundDocumentPage',
  z
    .object({
      id: z.uuid(),
      kind,
      matched: z.enum(MATCHES).describe('Nơi có đủ các từ: số và ký hiệu, rồi trích yếu và cơ quan, rồi nội dung tệp.'),
      symbol: z.string().nullable().describe('Số, ký hiệu.'),
      bookNumber: z.int().nullable().describe('Số đến hoặc số đi.'),
      bookYear: z.int().nullable(),
      senderAgency: z.string().nullable(),
      documentTypeName: z.string(),
      documentDate: day.nullable(),
      subject: z.string(),
      urgency,
      status,
      unit: z.string().nullable(),
      unitName: z.string().nullable(),
      voided: z.boolean(),
      snippet: z.string().describe('HTML đã thoát ký tự; từ tìm thấy nằm trong <mark>.'),
      fileName: z.string().nullable().describe('Tệp chứa đoạn trích; null: đoạn trích là trích yếu.'),
    })
    .meta({ id: 'FoundDocument' }),
);

@ApiTags('documents')
@Controller('documents')
@Allow.signedIn()
export class DocumentSearchController {
  private readonly zone: string;

  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.zone = configuration.OFFICE_TIME_ZONE;
  }

  @Get('search')
  @ApiOperation({
    summary: 'Tìm văn bản đến và đi mà tôi được đọc, theo số, ký hiệu, cơ quan, trích yếu và nội dung tệp.',
    description: 'Khớp số và ký hiệu đứng trước, rồi trích yếu, rồi nội dung tệp; trong mỗi nhóm, mới nhất trước.',
  })
  @Answers(foundPage)
  searchDocuments(
    @Query({ schema: searchQuery }) query: z.output<typeof searchQuery>,
    @CurrentPrincipal() reader: Principal,
  ): Promise<z.infer<typeof foundPage>> {
    return searchDocuments(this.database, { ...query, zone: this.zone, reader });
  }
}
