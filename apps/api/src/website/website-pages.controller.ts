import { Database } from '#database';
import { FileStore, getAttachment, openAttachment } from '#files';
import type { Configuration } from '#foundation';
import { ArticleNotFoundError, articlePage, atomFeed, getPublished, isPublicFile, listPage, listPublished, listSections, SHOWN_IMAGES, type Site, sitemap, WebsiteNotPublicError } from '#website';
import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CONFIGURATION } from '../../../office/src/index.js';
import { contentDisposition } from '../documents/content-disposition.js';
import { slugSchema } from './website.schemas.js';

const HTML = 'text/html; charset=utf-8';
const CACHED = 'public, max-age=60';
const PAGE = 20;
/** Of a feed and of a sitemap: the largest page of a list. */
const FEED = 200;

const pageQuery = z.object({ section: z.string().max(40).optional(), after: z.string().max(1000).optional() });

/** The website as pages, for people without an account. Nothing runs in them: no script, and no markup that anybody wrote. */
@ApiExcludeController()
@Controller('trang-tin')
@Allow.everyone()
export class WebsitePagesController {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @Header('content-type', HTML)
  @Header('cache-control', CACHED)
  async list(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>): Promise<string> {
    const site = await this.site();
    const { items, next } = await listPublished(this.database, { ...query, limit: PAGE });
    return listPage(site, { sections: await listSections(this.database), items, section: query.section, older: next });
  }

  @Get('atom.xml')
  @Header('content-type', 'application/atom+xml; charset=utf-8')
  @Header('cache-control', CACHED)
  async feed(): Promise<string> {
    const site = await this.site();
    const { items } = await listPublished(this.database, { limit: 50 });
    const [clock] = await this.database.query<{ now: string }>('select business_now() as now');
    return atomFeed(site, items, clock!.now);
  }

  @Get('sitemap.xml')
  @Header('content-type', 'application/xml; charset=utf-8')
  @Header('cache-control', CACHED)
  async sitemap(): Promise<string> {
    const site = await this.site();
    const { items } = await listPublished(this.database, { limit: FEED });
    return sitemap(site, items);
  }

  @Get(':slug')
  @Header('content-type', HTML)
  @Header('cache-control', CACHED)
  async article(@Param('slug', { schema: slugSchema }) slug: string): Promise<string> {
    const site = await this.site();
    return articlePage(site, await getPublished(this.database, slug));
  }

  /** A picture or file of an article that stands on the website, and of no other. */
  @Get(':slug/tep/:id')
  @Header('cache-control', CACHED)
  @Header('content-security-policy', "default-src 'none'; sandbox")
  async file(@Param('slug', { schema: slugSchema }) slug: string, @Param('id', { schema: z.uuid() }) id: string): Promise<StreamableFile> {
    this.requirePublic();
    if (!(await isPublicFile(this.database, slug, id))) throw new ArticleNotFoundError(slug);
    const attachment = await getAttachment(this.database, id);
    const { mediaType, fileName, sizeBytes } = attachment;
    const shown = SHOWN_IMAGES.includes(mediaType) ? 'inline' : 'attachment';
    return new StreamableFile(await openAttachment(this.store, attachment), { type: mediaType, disposition: contentDisposition(fileName, shown), length: sizeBytes });
  }

  /** @throws WebsiteNotPublicError */
  private async site(): Promise<Site> {
    this.requirePublic();
    // Set wherever the website is open: the configuration sees to it.
    const { PUBLIC_URL = '', OFFICE_TIME_ZONE: zone } = this.configuration;
    const [agency] = await this.database.query<{ name: string }>('select name from agency');
    return { agency: agency?.name ?? '', address: `${PUBLIC_URL.replace(/\/$/, '')}/trang-tin`, zone };
  }

  private requirePublic(): void {
    if (this.configuration.WEBSITE_PUBLIC === 'off') throw new WebsiteNotPublicError();
  }
}
