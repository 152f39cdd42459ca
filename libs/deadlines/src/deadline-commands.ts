import { correctDeadline } from './acts/correct-deadline.command.js';
import { extendDeadline } from './acts/extend-deadline.command.js';
import { pauseDeadline } from './acts/pause-deadline.command.js';
import { resumeDeadline } from './acts/resume-deadline.command.js';
import type { FollowDeadlines } from './ledger/shift-deadlines.js';
import { moveDeadlineBatch } from './move/move-deadline-batch.command.js';

/** The commands that move deadlines of cases, for an office whose other libs follow them. */
export function deadlineCommands(follow: FollowDeadlines) {
  return {
    pause: pauseDeadline(follow),
    resume: resumeDeadline(follow),
    extend: extendDeadline(follow),
    correct: correctDeadline(follow),
    moveBatch: moveDeadlineBatch(follow),
  };
}

export type DeadlineCommands = ReturnType<typeof deadlineCommands>;
