import type { Configuration } from '#foundation';
import { Controller, Get, Header, Headers, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Registry } from 'prom-client';
import { Allow } from '../http/allow.js';
import { CONFIGURATION } from '../tokens.js';
import { MetricsOffError, MetricsTokenError } from './errors.js';

/** For Prometheus, which has no account: it is let in by a token of its own. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly registry: Registry,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** @throws MetricsOffError, MetricsTokenError */
  @Get()
  @Allow.everyone()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  readMetrics(@Headers('authorization') authorization = ''): Promise<string> {
    const { METRICS_TOKEN: token } = this.configuration;
    if (token === undefined) throw new MetricsOffError();
    if (!isSame(authorization, `Bearer ${token}`)) throw new MetricsTokenError();
    return this.registry.metrics();
  }
}

/** How long it takes tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
