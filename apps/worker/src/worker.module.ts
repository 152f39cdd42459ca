import { Module } from '@nestjs/common';
import { HealthModule } from '../../office/src/index.js';
import { WorkerService } from './worker.service.js';

/** Runs the jobs of the office. Import it beside {@link OfficeModule}. */
@Module({ imports: [HealthModule], providers: [WorkerService] })
export class WorkerModule {}
