import { Module } from '@nestjs/common';
import { WorkerService } from './worker.service.js';

/** Runs the jobs of the office. Import it beside {@link OfficeModule}. */
@Module({ providers: [WorkerService] })
export class WorkerModule {}
