/**
 * What a job is for: a service task to run, here or by an external worker (`external`: the queue never hears of it), a
 * timer to fire, news of a called instance for its caller, a message to be placed, a signal for one instance, an instance
 * to begin by a signal or a timer.
 */
export type JobKind =
  | 'service'
  | 'external'
  | 'timer'
  | 'child-ended'
  | 'child-escalated'
  | 'message'
  | 'signal'
  | 'signal-start'
  | 'timer-start';
