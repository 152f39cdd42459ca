import { Database } from '#database';
import { FileStore, getAttachment, openAttachment } from '#files';
import type { Configuration } from '#foundation';
import { articlePage, previewArticle, type PublishedArticle, SHOWN_IMAGES } from '#website';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { Allow, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { previewQuery } from './website.schemas.js';

/** Pictures of one preview that come with the page, in bytes: whoever looks at it has no other way to them but with his token. */
const PICTURES_BYTES = 8 * 1024 * 1024;

/** An article as the public will read it, for those who decide about it. */
@ApiTags('website')
@Controller('website/submissions')
@Allow.signedIn()
export class ArticlePreviewController {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get(':id/preview')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xem trước: trang mà công chúng sẽ đọc, kèm ảnh.' })
  @ApiOkResponse({ description: 'Trang bài viết.', content: { 'text/html': { schema: { type: 'string' } } } })
  async preview(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: previewQuery }) { version }: z.infer<typeof previewQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<string> {
    const article = await previewArticle(this.database, principal, id, version);
    const { PUBLIC_URL = 'http://localhost', OFFICE_TIME_ZONE: zone } = this.configuration;
    const [agency] = await this.database.query<{ name: string }>('select name from agency');
    const site = { agency: agency?.name ?? '', address: `${PUBLIC_URL.replace(/\/$/, '')}/trang-tin`, zone };
    return articlePage(site, article, { pictures: await this.pictures(article) });
  }

  private async pictures({ files }: PublishedArticle): Promise<Map<string, string>> {
    const pictures = new Map<string, string>();
    let left = PICTURES_BYTES;
    for (const { id, mediaType, size } of files) {
      if (!SHOWN_IMAGES.includes(mediaType) || size > left) continue;
      left -= size;
      const content = await buffer(await openAttachment(this.store, await getAttachment(this.database, id)));
      pictures.set(id, `data:${mediaType};base64,${content.toString('base64')}`);
    }
    return pictures;
  }
}
