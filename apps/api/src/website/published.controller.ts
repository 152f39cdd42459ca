import { Database } from '#database';
import type { Configuration } from '#foundation';
import { getPublished, listPublished, WebsiteNotPublicError } from '#website';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { publishedAnswer, publishedPage, publishedQuery, slugSchema } from './website.schemas.js';

/** What anybody reads of the website, for programs. Closed until the agency switches it on. */
@ApiTags('website')
@Controller('website/articles')
@Allow.everyone()
export class PublishedController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'Tin, bài đã đăng, mới nhất trước.', description: 'Không cần đăng nhập; chỉ có khi cơ quan đặt WEBSITE_PUBLIC=on.' })
  @Answers(publishedPage)
  listPublished(@Query({ schema: publishedQuery }) query: z.infer<typeof publishedQuery>): Promise<z.infer<typeof publishedPage>> {
    this.requirePublic();
    return listPublished(this.database, query);
  }

  @Get(':slug')
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'Một bài đã đăng.', description: 'Không cần đăng nhập; chỉ có khi cơ quan đặt WEBSITE_PUBLIC=on.' })
  @Answers(publishedAnswer)
  getPublished(@Param('slug', { schema: slugSchema }) slug: string): Promise<z.infer<typeof publishedAnswer>> {
    this.requirePublic();
    return getPublished(this.database, slug);
  }

  /** @throws WebsiteNotPublicError */
  private requirePublic(): void {
    if (this.configuration.WEBSITE_PUBLIC === 'off') throw new WebsiteNotPublicError();
  }
}
