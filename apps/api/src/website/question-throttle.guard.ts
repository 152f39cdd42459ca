import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { TooManyRequestsError } from '../access/errors.js';
import { networkOf } from './network-of.js';

const getTracker = (request: Record<string, unknown>) => networkOf(String(request['ip']));

/** So many questions of one network, counted by each process: a person mistypes, a house shares one address. */
export const QUESTION_LIMITS = { login: { ttl: 60_000, limit: 5, getTracker }, address: { ttl: 3_600_000, limit: 30, getTracker } };

@Injectable()
export class QuestionThrottleGuard extends ThrottlerGuard {
  protected override async throwThrottlingException(): Promise<void> {
    throw new TooManyRequestsError('Too many questions came from this address. Wait a minute, then try again.');
  }
}
