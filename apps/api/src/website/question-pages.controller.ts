import { Database } from '#database';
import { type Configuration, CongvanError } from '#foundation';
import { CommandExecutor } from '#runtime';
import {
  answerFeed,
  answerPage,
  answersPage,
  askedPage,
  askFaults,
  type AskForm,
  askPage,
  getAnswered,
  getOwnQuestion,
  listAnswered,
  ownPage,
  QUESTION_OVER,
  questionSchema,
  questionTokenSchema,
  type Site,
  sitemap,
  WebsiteNotPublicError,
} from '#website';
import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, CONFIGURATION, findingTitle, officeWebsite } from '../../../office/src/index.js';
import { QUESTION_LIMITS, QuestionThrottleGuard } from './question-throttle.guard.js';
import { slugSchema } from './website.schemas.js';

const HTML = 'text/html; charset=utf-8';
const CACHED = 'public, max-age=60';
/** The page of one person: no proxy keeps it, and no other page learns its address. */
const OWN = 'no-store';
/** The largest page of a list. */
const SITEMAP = 200;

const pageQuery = z.object({ after: z.string().max(1000).optional() });
/** What a browser sends; every field is looked at afterwards, so that all faults are told on the page. */
const formBody = z.record(z.string().max(40), z.string().max(20_000));

/** Questions and answers as pages, for people without an account. */
@ApiExcludeController()
@Controller('hoi-dap')
@Allow.everyone()
export class QuestionPagesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @Header('content-type', HTML)
  @Header('cache-control', CACHED)
  async list(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>): Promise<string> {
    const site = await this.site();
    const { items, next } = await listAnswered(this.database, { ...query, limit: 20 });
    return answersPage(site, { items, older: next });
  }

  @Get('atom.xml')
  @Header('content-type', 'application/atom+xml; charset=utf-8')
  @Header('cache-control', CACHED)
  async feed(): Promise<string> {
    const site = await this.site();
    const { items } = await listAnswered(this.database, { limit: 50 });
    const [clock] = await this.database.query<{ now: string }>('select business_now() as now');
    return answerFeed(site, items, clock!.now);
  }

  @Get('sitemap.xml')
  @Header('content-type', 'application/xml; charset=utf-8')
  @Header('cache-control', CACHED)
  async sitemap(): Promise<string> {
    const site = await this.site();
    const { items } = await listAnswered(this.database, { limit: SITEMAP });
    return sitemap(site, items);
  }

  @Get('gui')
  @Header('content-type', HTML)
  async form(): Promise<string> {
    return askPage(await this.site());
  }

  @Post('gui')
  @UseGuards(QuestionThrottleGuard)
  @Throttle(QUESTION_LIMITS)
  @Header('content-type', HTML)
  @Header('cache-control', OWN)
  async ask(@Body({ schema: formBody }) sent: z.infer<typeof formBody>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const site = await this.site();
    const filled: AskForm = { ...sent, consent: sent['consent'] === 'yes' };
    const { success, data, error } = questionSchema.safeParse(filled);
    if (!success) {
      reply.status(422);
      return askPage(site, filled, askFaults(error, filled));
    }
    try {
      reply.status(201);
      const asked = { ...data, anHour: this.configuration.WEBSITE_QUESTIONS_AN_HOUR };
      return askedPage(site, await this.executor.execute(officeWebsite.ask, asked, { actor: 'asker', requestId: request.id }));
    } catch (refused) {
      if (!(refused instanceof CongvanError) || refused.code !== 'website.question-refused') throw refused;
      reply.status(422);
      return askPage(site, filled, refused.findings.map(({ where, code }) => ({ where, text: findingTitle(code) ?? '' })));
    }
  }

  @Get('theo-doi/:token')
  @Header('content-type', HTML)
  @Header('cache-control', OWN)
  async own(@Param('token', { schema: questionTokenSchema }) token: string): Promise<string> {
    const site = await this.site();
    const question = await getOwnQuestion(this.database, token);
    const over = QUESTION_OVER.includes(question.stage) || question.stage === 'approved';
    return ownPage(site, question, over ? null : `/hoi-dap/theo-doi/${encodeURIComponent(token)}/rut`);
  }

  @Post('theo-doi/:token/rut')
  @UseGuards(QuestionThrottleGuard)
  @Throttle(QUESTION_LIMITS)
  @Header('content-type', HTML)
  @Header('cache-control', OWN)
  async withdraw(@Param('token', { schema: questionTokenSchema }) token: string, @Req() request: FastifyRequest): Promise<string> {
    const site = await this.site();
    await this.executor.execute(officeWebsite.withdrawQuestion, { token }, { actor: 'asker', requestId: request.id });
    return ownPage(site, await getOwnQuestion(this.database, token), null);
  }

  @Get(':slug')
  @Header('content-type', HTML)
  @Header('cache-control', CACHED)
  async answer(@Param('slug', { schema: slugSchema }) slug: string): Promise<string> {
    const site = await this.site();
    return answerPage(site, await getAnswered(this.database, slug));
  }

  /** @throws WebsiteNotPublicError */
  private async site(): Promise<Site> {
    if (this.configuration.WEBSITE_PUBLIC === 'off') throw new WebsiteNotPublicError();
    // Set wherever the website is open: the configuration sees to it.
    const { PUBLIC_URL = '', OFFICE_TIME_ZONE: zone } = this.configuration;
    const [agency] = await this.database.query<{ name: string }>('select name from agency');
    return { agency: agency?.name ?? '', address: `${PUBLIC_URL.replace(/\/$/, '')}/hoi-dap`, zone };
  }
}
