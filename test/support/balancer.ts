import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How often each instance is asked whether it is ready. */
const PROBE_MS = 100;

interface Instance {
  readonly address: string;
  readonly agent: Agent;
  ready: boolean;
}

/**
 * A load balancer as operators put it before the api: in turn over the instances that say that they are ready. A request
 * goes to another instance only where the connection was refused, so that nothing of it can have arrived.
 */
export class Balancer {
  private readonly instances = new Map<string, Instance>();
  private readonly probe: NodeJS.Timeout;
  private turn = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (from: IncomingMessage, to: ServerResponse) => void this.pass(from, to));
    this.probe = setInterval(() => {
      for (const instance of this.instances.values()) void this.ask(instance);
    }, PROBE_MS);
  }

  static async start(): Promise<Balancer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Balancer(server);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  add(address: string): void {
    this.instances.set(address, { address, agent: new Agent({ keepAlive: true }), ready: false });
  }

  remove(address: string): void {
    this.instances.get(address)?.agent.destroy();
    this.instances.delete(address);
  }

  isReady(address: string): boolean {
    return this.instances.get(address)?.ready === true;
  }

  async close(): Promise<void> {
    clearInterval(this.probe);
    for (const address of [...this.instances.keys()]) this.remove(address);
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async ask(instance: Instance): Promise<void> {
    const answer = await fetch(`${instance.address}/health/ready`).catch(() => undefined);
    await answer?.body?.cancel();
    instance.ready = answer?.ok === true;
  }

  private async pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk as Buffer);
    const ready = [...this.instances.values()].filter((instance) => instance.ready);
    const first = this.turn++;
    for (let tried = 0; tried < ready.length; tried++) {
      const instance = ready[(first + tried) % ready.length]!;
      try {
        return await forward(instance, from, Buffer.concat(chunks), to);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') {
          to.writeHead(502).end(`${instance.address} broke off: ${(error as Error).message}`);
          return;
        }
        instance.ready = false;
      }
    }
    to.writeHead(502).end('no instance is ready');
  }
}

/** Rejects when no answer has begun. */
function forward({ address, agent }: Instance, from: IncomingMessage, body: Buffer, to: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const passed = request(`${address}${from.url}`, { method: from.method, headers: from.headers, agent }, (answer) => {
      to.writeHead(answer.statusCode!, { ...answer.headers, connection: 'keep-alive' });
      answer.pipe(to);
      answer.on('error', (error) => to.destroy(error));
      answer.on('end', resolve);
    });
    passed.on('error', reject);
    passed.end(body);
  });
}
