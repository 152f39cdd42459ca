import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { TooManyRequestsError } from '../access/errors.js';

/** So many questions of one address, counted by each process: a person mistypes, a house shares one address. */
export const QUESTION_LIMITS = { login: { ttl: 60_000, limit: 5 }, address: { ttl: 3_600_000, limit: 30 } };

@Injectable()
export class QuestionThrottleGuard extends ThrottlerGuard {
  protected override async throwThrottlingException(): Promise<void> {
    throw new TooManyRequestsError('Too many questions came from this address. Wait a minute, then try again.');
  }
}
