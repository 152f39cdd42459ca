/**
 * Puts the clock of this machine wrong, as far as this process can tell: everything in it, BullMQ included, reads the
 * time from `Date`. Timers of the event loop run on the monotonic clock and stay as they are, as they would.
 */
export function setHostClock(offsetMs: number): void {
  if (offsetMs === 0) return;
  const RealDate = Date;
  const now = () => RealDate.now() + offsetMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : (Reflect.get(target, property, receiver) as unknown)),
  });
}
