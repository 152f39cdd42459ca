import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { collectDefaultMetrics } from 'prom-client';
import { Office } from '../office.js';
import { MetricsController } from './metrics.controller.js';
import { gaugeOffice } from './office-gauges.js';
import { measureRequests } from './request-metrics.js';

/** `GET /metrics`, and what it tells beside the metrics of the runtime. Import it beside {@link OfficeModule}. */
@Module({ controllers: [MetricsController] })
export class MetricsModule {
  constructor({ configuration, metrics, database, logger }: Office, { httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    if (configuration.METRICS_TOKEN === undefined) return;
    const { registry } = metrics;
    collectDefaultMetrics({ register: registry });
    gaugeOffice(registry, { database, logger, zone: configuration.OFFICE_TIME_ZONE });
    measureRequests(httpAdapter.getInstance(), registry);
  }
}
