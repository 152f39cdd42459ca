/** Who waits for the end of which instance. An end may be told before anybody asks for it, and after. */
export class Ends {
  private readonly waiting = new Map<string, () => void>();
  private readonly early = new Set<string>();

  /** Ends that were told so far. */
  count = 0;

  tell(instanceId: string): void {
    this.count++;
    const resolve = this.waiting.get(instanceId);
    if (resolve === undefined) this.early.add(instanceId);
    this.waiting.delete(instanceId);
    resolve?.();
  }

  async of(instanceId: string): Promise<void> {
    if (this.early.delete(instanceId)) return;
    await new Promise<void>((resolve) => this.waiting.set(instanceId, resolve));
  }
}
